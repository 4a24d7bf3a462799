package io.posthorn.queue;

import io.posthorn.store.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** When to try again. */
@ApplicationScoped
public class RetrySchedule {

    private final RetryConfig config;
    private final DatabaseClock clock;

    RetrySchedule(RetryConfig config, DatabaseClock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * The instant of the next attempt, at the latest the end of the delivery's life, when it will be found expired.
     *
     * @param delivery what was attempted
     * @param attempts attempts that have ended
     */
    public Instant next(Delivery delivery, int attempts) {
        List<Duration> pauses = config.pauses();
        Duration pause = pauses.get(Math.min(attempts, pauses.size()) - 1);
        double stretch = 1 + config.jitter() * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        Instant next = clock.now().plusMillis((long) (pause.toMillis() * stretch));
        return next.isBefore(delivery.expiresAt()) ? next : delivery.expiresAt();
    }

    /** End of the life of a mail that may be sent from that instant on. */
    public Instant endOfLife(Instant from) {
        return from.plus(config.lifetime());
    }

    /** Whether the delivery's life is over. */
    public boolean expired(Delivery delivery) {
        return !clock.now().isBefore(delivery.expiresAt());
    }
}
