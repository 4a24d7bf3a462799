package io.posthorn.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What one rendering may cost where nobody configured it: on the command line. */
record DefaultLimits() implements TemplateConfig {

    static final int MAX_STEPS = 10_000;

    @Override
    public Optional<Path> directory() {
        return Optional.empty();
    }

    @Override
    public int maxCharacters() {
        return 1 << 20;
    }

    @Override
    public int maxSteps() {
        return MAX_STEPS;
    }

    @Override
    public Duration maxTime() {
        return Duration.ofSeconds(2);
    }
}
