package io.posthorn.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the console shows. It has no authentication yet. */
@ConfigMapping(prefix = "posthorn.console")
public interface ConsoleConfig {

    /**
     * Whether {@code /console/templates} is there: every template with its samples, for those who write templates. On in
     * development; in production nobody needs it.
     */
    @WithDefault("false")
    boolean preview();
}
