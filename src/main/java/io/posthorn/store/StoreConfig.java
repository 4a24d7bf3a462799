package io.posthorn.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How Posthorn treats its database. */
@ConfigMapping(prefix = "posthorn.store")
public interface StoreConfig {

    /** Longest pause between two tries while the database is away; the first is a fiftieth of it. */
    @WithDefault("5s")
    Duration retryPause();

    /** Weeks of partitions to have ready beyond the current one. */
    @WithDefault("4")
    int partitionsAhead();

    /**
     * Refuse a database that may lose what it has committed (fsync, full_page_writes or synchronous_commit off). Only
     * for throw-away environments is there a reason to say no.
     */
    @WithDefault("true")
    boolean requireDurability();
}
