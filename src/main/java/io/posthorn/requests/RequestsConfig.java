package io.posthorn.requests;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The request topics. */
@ConfigMapping(prefix = "posthorn.requests")
public interface RequestsConfig {

    /** Tenant of everything on the transactional topic; without it each request says so itself. */
    Optional<String> transactionalTenant();

    /** Tenant of everything on the bulk topic; without it each request says so itself. */
    Optional<String> bulkTenant();

    /** Pause before a batch that Kafka or a defect got in the way of is tried again. */
    @WithDefault("1s")
    Duration retryPause();

    /** How long the dead-letter topic may take to acknowledge. */
    @WithDefault("30s")
    Duration deadLetterTimeout();
}
