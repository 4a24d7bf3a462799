package io.posthorn.testing.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the records that were published against those that the trail accounts for. */
final class RequestBook {

    private final Complaints complaints;
    private final Map<Noted.Origin, Entry> accounted = new HashMap<>();
    private final Map<String, Request> requests = new HashMap<>();
    /** What the records that nobody acknowledged were to become, by request id. */
    private final Map<String, Fate> unacknowledged = new HashMap<>();

    private long unknown;

    RequestBook(Complaints complaints) {
        this.complaints = complaints;
    }

    /** What is known of one request id. */
    static final class Request {
        final List<String> recipients;
        final boolean hold;
        final Fate fate;
        int mails;
        int repetitions;

        Request(Published record) {
            this.recipients = record.recipients();
            this.hold = record.hold();
            this.fate = record.fate();
        }
    }

    /** A record that Kafka acknowledged. */
    private static final class Entry {
        final Fate fate;
        int events;

        Entry(Fate fate) {
            this.fate = fate;
        }
    }

    void published(Published record) {
        if (record.acknowledged()) {
            accounted.put(
                    new Noted.Origin(record.topic(), record.partition(), record.offset()), new Entry(record.fate()));
        } else {
            unknown++;
            unacknowledged.put(record.requestId(), record.fate());
        }
        if (record.requestId() != null) {
            requests.putIfAbsent(record.requestId(), new Request(record));
        }
    }

    /** The trail says what became of a record. */
    void accounted(Noted noted) {
        String requestId = noted.event().requestId();
        String type = noted.event().type();
        Entry entry = noted.origin() == null ? null : accounted.get(noted.origin());
        Fate fate = entry == null ? unacknowledged.get(requestId) : entry.fate;
        if (entry != null) {
            entry.events++;
        }
        if (fate == null) {
            complaints.add(
                    Offence.Kind.FOREIGN_REQUEST,
                    requestId,
                    type + " for " + noted.origin() + ", which nobody published");
        } else if (!fate.permits(type)) {
            complaints.add(Offence.Kind.WRONG_FATE, noted.origin(), type + ", and was to be a " + fate);
        }
        Request request = requests.get(requestId);
        if (request != null) {
            request.mails += type.equals("mail.accepted") ? 1 : 0;
            request.repetitions += type.equals("mail.duplicate") ? 1 : 0;
        }
    }

    /** What was published under that id; null if nothing was. */
    Request request(String requestId) {
        return requests.get(requestId);
    }

    long acknowledged() {
        return accounted.size();
    }

    long unacknowledged() {
        return unknown;
    }

    void close() {
        accounted.forEach((origin, entry) -> {
            if (entry.events == 0) {
                complaints.add(Offence.Kind.LOST_REQUEST, origin, "published and acknowledged, not on record");
            } else if (entry.events > 1) {
                complaints.add(Offence.Kind.COUNTED_TWICE, origin, "accounted for " + entry.events + " times");
            }
        });
        requests.forEach((id, request) -> {
            if (request.mails > 1) {
                complaints.add(Offence.Kind.ACCEPTED_TWICE, id, "became " + request.mails + " mails");
            } else if (request.mails == 0 && request.repetitions > 0) {
                complaints.add(Offence.Kind.WRONG_FATE, id, "a repetition, and there is no first mail");
            }
        });
    }
}
