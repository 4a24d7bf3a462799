package io.posthorn.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HaltTest {

    private final List<Integer> halted = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenMachineEndsTheProcess(Throwable error) {
        Halt.ifBroken(error, halted::add);

        assertThat(halted).containsExactly(Halt.STATUS);
    }

    @ParameterizedTest
    @MethodSource("survivable")
    void nothingElseDoes(Throwable error) {
        Halt.ifBroken(error, halted::add);

        assertThat(halted).isEmpty();
    }

    static Stream<Throwable> broken() {
        return Stream.of(
                new OutOfMemoryError("Java heap space"),
                new InternalError(),
                new CompletionException(new OutOfMemoryError()));
    }

    static Stream<Throwable> survivable() {
        return Stream.of(
                new StackOverflowError(),
                new AssertionError(),
                new NoClassDefFoundError(),
                new IllegalStateException(circular()));
    }

    private static Throwable circular() {
        Exception first = new Exception();
        first.initCause(new Exception(first));
        return first;
    }
}
