package io.posthorn.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.queue.QueueConfig;
import io.posthorn.testing.Settings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoresTest {

    private final Chores chores = new Chores(null, null, null, null, null, null, Settings.read(QueueConfig.class));

    @AfterEach
    void end() throws InterruptedException {
        chores.end();
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class, NoClassDefFoundError.class})
    void aChoreIsDoneAgainWhateverCameOfIt(Class<? extends Throwable> failure) throws Exception {
        CountDownLatch runs = new CountDownLatch(2);

        chores.every(1, "A chore", () -> {
            runs.countDown();
            if (runs.getCount() == 1) {
                ChoresTest.<RuntimeException>fail(failure);
            }
        });

        assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void fail(Class<? extends Throwable> failure) throws E {
        try {
            throw (E) failure.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
