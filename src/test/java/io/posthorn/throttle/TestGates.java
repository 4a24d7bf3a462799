package io.posthorn.throttle;

import io.posthorn.queue.Roster;
import io.posthorn.testing.Settings;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Gates by themselves. */
public final class TestGates {

    private static final UUID SELF = UUID.fromString("0198c0de-0000-7000-8000-000000000001");

    /** This instance is the only one. */
    static final Roster ALONE = new Roster(List.of(SELF), SELF, true, 0);

    private TestGates() {}

    /** A gate without limits. */
    public static Gate open(String key) {
        return gate(key, System::nanoTime, () -> ALONE, gate -> {});
    }

    /** A gate with such limits as in {@code concurrency=3}, all of them for this instance. */
    public static Gate gate(String key, LongSupplier nanoTime, String... limits) {
        return gate(key, nanoTime, () -> ALONE, gate -> {}, limits);
    }

    /** The same, with all that a gate is told. */
    static Gate gate(
            String key, LongSupplier nanoTime, Supplier<Roster> roster, Consumer<Gate> opened, String... limits) {
        LimitsConfig config = config(Stream.of(limits)
                .map(limit -> "posthorn.limits.each-destination." + limit)
                .toArray(String[]::new));
        return new Gate(
                key,
                Integer.MAX_VALUE,
                config.eachDestination(),
                new Pace(config.slowdown()),
                roster,
                opened,
                nanoTime);
    }

    static LimitsConfig config(String... settings) {
        return Settings.read(LimitsConfig.class, settings);
    }
}
