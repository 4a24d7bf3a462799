package io.posthorn.template;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the templates are, and what one rendering may cost. */
@ConfigMapping(prefix = "posthorn.templates")
public interface TemplateConfig {

    /** Folder that holds the template set, read once at start; without it, the set that was packaged is used. */
    Optional<Path> directory();

    /** Most that subject, text and HTML of one mail may have together, in characters. */
    @WithDefault("1048576")
    int maxCharacters();

    /** Most turns of loops and includes that one mail may take. */
    @WithDefault("10000")
    int maxSteps();

    /** Longest that one rendering may take: a stop for what the other two limits did not foresee. */
    @WithDefault("2s")
    Duration maxTime();
}
