package io.posthorn.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Attempts. */
@ConfigMapping(prefix = "posthorn.delivery")
public interface DeliveryConfig {

    /**
     * Attempts of the transactional lane at a time, not counting slow ones, of which there may be as many again. Together
     * with those of the bulk lane, slow ones counted, no more than {@code quarkus.mailer.max-pool-size}.
     */
    @WithDefault("14")
    int transactionalConcurrency();

    /** Attempts of the bulk lane at a time, counted likewise. */
    @WithDefault("6")
    int bulkConcurrency();

    /** An attempt that takes longer is slow, and its slot goes to another while it lasts. */
    @WithDefault("500ms")
    Duration slowAfter();

    /**
     * Attempts that are put on record before they begin, in one write; up to eight times as many while they all begin
     * within 10 ms. After a crash, so many more may be in doubt.
     */
    @WithDefault("32")
    int journalAhead();

    /**
     * How long a delivery waits in memory for its turn. After that it waits in the table, from where it comes back when
     * there is a place, and when it has been told if it is late.
     */
    @WithDefault("5m")
    Duration longestWait();

    /** Outcomes written in one transaction. */
    @WithDefault("500")
    int outcomeBatch();

    /** How long an outcome waits for others to be written with. */
    @WithDefault("5ms")
    Duration outcomeLinger();

    /** How long a stop waits for attempts that are under way. Those that take longer are in doubt. */
    @WithDefault("20s")
    Duration drainTimeout();
}
