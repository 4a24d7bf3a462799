package io.posthorn.testing;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A machine's clock that is days wrong, and each time it is asked by another amount. */
@Alternative
@Singleton
public final class JumpingClock extends Clock {

    private static final List<Duration> ERRORS =
            List.of(Duration.ofDays(3), Duration.ofHours(-1), Duration.ofDays(-4000), Duration.ofDays(4000));

    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(ERRORS.get(asked.getAndIncrement() % ERRORS.size()));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
