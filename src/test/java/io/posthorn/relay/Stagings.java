package io.posthorn.relay;

import io.posthorn.testing.Settings;
import java.util.stream.Stream;

/** Stagings by themselves. */
public final class Stagings {

    private Stagings() {}

    /** All mail goes to its recipients. */
    public static Staging live() {
        return with();
    }

    /** With settings as in {@code mode=dry-run}. */
    public static Staging with(String... settings) {
        return new Staging(Settings.read(
                StagingConfig.class,
                Stream.of(settings)
                        .map(setting -> "posthorn.staging." + setting)
                        .toArray(String[]::new)));
    }
}
