package io.posthorn.queue;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The spool. */
@ConfigMapping(prefix = "posthorn.queue")
public interface QueueConfig {

    /** Deliveries that each lane may hold in memory; what is beyond waits in the table. */
    @WithDefault("2000")
    int room();

    /** Octets of requests that each lane may hold in memory. */
    @WithDefault("32M")
    MemorySize memory();

    /** How often the table is asked for what has become due. */
    @WithDefault("500ms")
    Duration pollInterval();

    /** Deliveries taken from the table at a time. */
    @WithDefault("200")
    int claimSize();

    /** How long an instance that gives no sign of life keeps its leases. */
    @WithDefault("6s")
    Duration instanceLease();
}
