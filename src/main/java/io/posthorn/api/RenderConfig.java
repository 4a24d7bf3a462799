package io.posthorn.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Renderings on demand. What one may cost is limited by {@code posthorn.templates.max-*}, and how large its data may be
 * by {@code posthorn.intake.max-request-size}.
 */
@ConfigMapping(prefix = "posthorn.api.render")
public interface RenderConfig {

    /** Most at a time; further calls are told to come back. */
    @WithDefault("4")
    int concurrency();
}
