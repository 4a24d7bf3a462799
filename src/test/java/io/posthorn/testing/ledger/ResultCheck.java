package io.posthorn.testing.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Holds what was published as results against the trail. */
final class ResultCheck {

    private final Complaints complaints;
    private final Map<UUID, Entry> trail = new HashMap<>();
    private long again;

    ResultCheck(Complaints complaints) {
        this.complaints = complaints;
    }

    private static final class Entry {
        final Told event;
        int told;

        Entry(Told event) {
            this.event = event;
        }
    }

    void noted(Told event) {
        trail.put(event.id(), new Entry(event));
    }

    void told(Told result) {
        Entry entry = trail.get(result.id());
        if (entry == null) {
            complaints.add(Offence.Kind.FOREIGN_RESULT, result.requestId(), "the trail does not know " + result);
        } else if (!entry.event.equals(result)) {
            complaints.add(
                    Offence.Kind.FOREIGN_RESULT,
                    result.requestId(),
                    "the trail has " + entry.event + ", not " + result);
        } else {
            again += entry.told++ > 0 ? 1 : 0;
        }
    }

    long again() {
        return again;
    }

    void close() {
        Map<String, UUID> changes = new HashMap<>();
        trail.forEach((id, entry) -> {
            Told event = entry.event;
            if (entry.told == 0 && !event.type().equals(Noted.DEAD_LETTERED)) {
                complaints.add(Offence.Kind.UNTOLD, event.requestId(), event.type() + " " + id + " was not published");
            }
            if (event.recipient() != null && entry.told > 0) {
                String change = event.mail() + " " + event.recipient() + " " + event.sequence();
                UUID other = changes.putIfAbsent(change, id);
                if (other != null) {
                    complaints.add(
                            Offence.Kind.TOLD_TWICE,
                            event.requestId(),
                            event.type() + " was published as " + id + " and as " + other);
                }
            }
        });
    }
}
