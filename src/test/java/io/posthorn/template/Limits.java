package io.posthorn.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The configuration of templates with its defaults. */
record Limits(Optional<Path> directory, int maxCharacters, int maxSteps, Duration maxTime) implements TemplateConfig {

    static final Limits DEFAULTS = new Limits(Optional.empty(), 1_048_576, 10_000, Duration.ofSeconds(2));

    static Limits directory(Path directory) {
        return new Limits(Optional.of(directory), 1_048_576, 10_000, Duration.ofSeconds(2));
    }
}
