package io.posthorn.testing.ledger;

import java.util.HashSet;
import java.util.Set;

/** Holds what is in the dead-letter topic, once or more often, against what the trail says is no request. */
final class DeadLetterCheck {

    private final Complaints complaints;
    private final Set<Noted.Origin> noted = new HashSet<>();
    private final Set<Noted.Origin> published = new HashSet<>();

    DeadLetterCheck(Complaints complaints) {
        this.complaints = complaints;
    }

    void noted(Noted event) {
        if (event.event().type().equals(Noted.DEAD_LETTERED)) {
            noted.add(event.origin());
        }
    }

    void published(Noted.Origin origin) {
        published.add(origin);
    }

    void close() {
        noted.stream()
                .filter(origin -> !published.contains(origin))
                .forEach(origin -> complaints.add(
                        Offence.Kind.LOST_DEAD_LETTER,
                        origin,
                        "on record as no request, not in the dead-letter topic"));
        published.stream()
                .filter(origin -> !noted.contains(origin))
                .forEach(origin -> complaints.add(
                        Offence.Kind.FOREIGN_DEAD_LETTER, origin, "in the dead-letter topic, not so on record"));
    }
}
