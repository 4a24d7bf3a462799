package io.posthorn.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** When a deferred delivery is tried again, and for how long. */
@ConfigMapping(prefix = "posthorn.retry")
public interface RetryConfig {

    /** Pauses after the first, second, … attempt; the last one repeats. */
    @WithDefault("1m,5m,15m,30m,1h,2h,4h")
    List<Duration> pauses();

    /** Share by which a pause is stretched or shortened at random, so that retries do not come in waves; 0 to 1. */
    @WithDefault("0.2")
    double jitter();

    /** Life of a mail that sets no end of its own, from when it may be sent. */
    @WithDefault("48h")
    Duration lifetime();

    /** When {@code delivery.late} tells that a mail is still not delivered, from when it may be sent. */
    @WithDefault("4h")
    Duration lateAfter();

    /** What is different for the mails of one stream, by its name. */
    Map<String, Stream> streams();

    /** One stream; what it leaves out is as for all others. */
    interface Stream {

        /** See {@link RetryConfig#pauses()}. */
        Optional<List<Duration>> pauses();

        /** See {@link RetryConfig#jitter()}. */
        OptionalDouble jitter();

        /** See {@link RetryConfig#lifetime()}. */
        Optional<Duration> lifetime();

        /** See {@link RetryConfig#lateAfter()}. */
        Optional<Duration> lateAfter();
    }
}
