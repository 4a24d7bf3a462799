package io.posthorn.template;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a directory of templates is followed. */
@ConfigMapping(prefix = "posthorn.templates.watch")
public interface WatchConfig {

    /** Pause between two looks at {@code posthorn.templates.directory}. */
    @WithDefault("500ms")
    Duration interval();
}
