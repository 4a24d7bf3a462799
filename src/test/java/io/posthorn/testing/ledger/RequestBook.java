package io.posthorn.testing.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds the records that were published against those that the trail accounts for. */
final class RequestBook {

    private final Complaints complaints;
    private final Map<Noted.Origin, Integer> accounted = new HashMap<>();
    private final Map<String, Request> requests = new HashMap<>();
    private final Set<String> unacknowledged = new HashSet<>();
    private long unknown;

    RequestBook(Complaints complaints) {
        this.complaints = complaints;
    }

    /** What is known of one request id. */
    static final class Request {
        final List<String> recipients;
        final boolean hold;
        int mails;

        Request(List<String> recipients, boolean hold) {
            this.recipients = recipients;
            this.hold = hold;
        }
    }

    void published(Published record) {
        if (record.acknowledged()) {
            accounted.put(new Noted.Origin(record.topic(), record.partition(), record.offset()), 0);
        } else {
            unknown++;
            unacknowledged.add(record.requestId());
        }
        if (record.requestId() != null) {
            requests.putIfAbsent(record.requestId(), new Request(record.recipients(), record.hold()));
        }
    }

    /** The trail says what became of a record. */
    void accounted(Noted noted) {
        String requestId = noted.event().requestId();
        Integer before = noted.origin() == null ? null : accounted.get(noted.origin());
        if (before != null) {
            accounted.put(noted.origin(), before + 1);
        } else if (!unacknowledged.contains(requestId)) {
            complaints.add(
                    Offence.Kind.FOREIGN_REQUEST,
                    requestId,
                    noted.event().type() + " for " + noted.origin() + ", which nobody published");
        }
        Request request = requests.get(requestId);
        if (request != null && noted.event().type().equals("mail.accepted")) {
            request.mails++;
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
        accounted.forEach((origin, events) -> {
            if (events == 0) {
                complaints.add(Offence.Kind.LOST_REQUEST, origin, "published and acknowledged, not on record");
            } else if (events > 1) {
                complaints.add(Offence.Kind.COUNTED_TWICE, origin, "accounted for " + events + " times");
            }
        });
        requests.forEach((id, request) -> {
            if (request.mails > 1) {
                complaints.add(Offence.Kind.ACCEPTED_TWICE, id, "became " + request.mails + " mails");
            }
        });
    }
}
