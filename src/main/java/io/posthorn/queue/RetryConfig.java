package io.posthorn.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** When a deferred delivery is tried again, and for how long. */
@ConfigMapping(prefix = "posthorn.retry")
public interface RetryConfig {

    /** Pauses after the first, second, … attempt; the last one repeats. */
    @WithDefault("1m,5m,15m,30m,1h,2h,4h")
    List<Duration> pauses();

    /** Share by which a pause is stretched or shortened at random, so that retries do not come in waves. */
    @WithDefault("0.2")
    double jitter();

    /** Life of a mail that sets no end of its own. */
    @WithDefault("48h")
    Duration lifetime();
}
