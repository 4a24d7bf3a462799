package io.posthorn.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.mail.Lane;
import io.posthorn.mail.OnDoubt;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts the attempts that nobody can know the end of; each may have come to a mail more than was asked for. */
@ApplicationScoped
class Doubts {

    /** Why nobody knows. */
    enum Cause {
        /** The session ended without a reply. */
        SILENCE,
        /** The instance died during the attempt. */
        DEATH
    }

    private final MeterRegistry meters;

    Doubts(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(Lane lane, OnDoubt policy, Cause cause) {
        meters.counter(
                        "posthorn.doubts",
                        "lane",
                        lane.label(),
                        "policy",
                        policy.label(),
                        "cause",
                        cause.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
