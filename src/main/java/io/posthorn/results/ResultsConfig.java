package io.posthorn.results;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Publishing of results. */
@ConfigMapping(prefix = "posthorn.results")
public interface ResultsConfig {

    /** {@code ce_source} of the events: names this gateway, as a URI reference. */
    @WithDefault("/posthorn")
    String source();

    /** Events published at a time. */
    @WithDefault("1000")
    int batch();

    /** How often the trail is asked for more once its end has been reached. */
    @WithDefault("25ms")
    Duration pollInterval();

    /** How long Kafka may take to acknowledge a batch before it is published again. */
    @WithDefault("30s")
    Duration acknowledgement();
}
