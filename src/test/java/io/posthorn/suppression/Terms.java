package io.posthorn.suppression;

import io.posthorn.store.Clocks;
import io.posthorn.testing.Settings;
import java.time.Instant;

/** Terms without the container. */
public final class Terms {

    private Terms() {}

    /** As packaged, by a database whose clock was just there. */
    public static SuppressionTerms at(Instant now) {
        return new SuppressionTerms(Settings.read(SuppressionConfig.class), Clocks.at(now));
    }
}
