package io.posthorn.queue;

import io.posthorn.store.DatabaseClock;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** When to try again. Made at start, so that a schedule that makes no sense is noticed then. */
@Startup
@ApplicationScoped
public class RetrySchedule {

    private final RetryPolicy all;
    private final Map<String, RetryPolicy> byStream = new HashMap<>();
    private final DatabaseClock clock;

    RetrySchedule(RetryConfig config, DatabaseClock clock) {
        this.all = RetryPolicy.of(config);
        this.clock = clock;
        config.streams().forEach((stream, own) -> byStream.put(stream, RetryPolicy.of(stream, own, config)));
    }

    /**
     * The instant of the next attempt, at the latest the end of the delivery's life, when it will be found expired.
     *
     * @param stream of the mail, or null if nobody knows
     * @param delivery what was attempted
     * @param attempts attempts that have ended
     */
    public Instant next(String stream, Delivery delivery, int attempts) {
        double chance = ThreadLocalRandom.current().nextDouble();
        Instant next = clock.now().plus(policy(stream).pause(attempts, chance));
        return next.isBefore(delivery.expiresAt()) ? next : delivery.expiresAt();
    }

    /** End of the life of a mail of that stream which may be sent from that instant on. */
    public Instant endOfLife(String stream, Instant from) {
        return from.plus(policy(stream).lifetime());
    }

    /** When a mail of that stream which may be sent from that instant on is late. */
    public Instant lateAt(String stream, Instant from) {
        return from.plus(policy(stream).lateAfter());
    }

    /** Whether the delivery's life is over. */
    public boolean expired(Delivery delivery) {
        return !clock.now().isBefore(delivery.expiresAt());
    }

    private RetryPolicy policy(String stream) {
        return byStream.getOrDefault(stream, all);
    }
}
