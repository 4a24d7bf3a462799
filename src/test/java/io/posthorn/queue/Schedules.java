package io.posthorn.queue;

import io.posthorn.store.Clocks;
import io.posthorn.testing.Settings;
import java.time.Instant;

/** Retry schedules without the container. */
public final class Schedules {

    private Schedules() {}

    /** Pauses of one and of five minutes, without jitter, by a database whose clock was just there. */
    public static RetrySchedule at(Instant now) {
        return new RetrySchedule(
                Settings.read(RetryConfig.class, "posthorn.retry.pauses=1m,5m", "posthorn.retry.jitter=0"),
                Clocks.at(now));
    }
}
