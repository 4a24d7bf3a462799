package io.posthorn.intervention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What operators may do at once. */
@ConfigMapping(prefix = "posthorn.intervention")
public interface InterventionConfig {

    /** Most deliveries that one call by filter may change. */
    @WithDefault("100000")
    int maxDeliveries();

    /** Longest that the deliveries of a filter are counted. */
    @WithDefault("30s")
    Duration patience();
}
