package io.posthorn.testing.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Keeps an account for each mail, and holds it against what its request asked for. */
final class MailBook {

    private final RequestBook requests;
    private final Complaints complaints;
    private final Map<UUID, Account> accounts = new HashMap<>();
    private long held;

    MailBook(RequestBook requests, Complaints complaints) {
        this.requests = requests;
        this.complaints = complaints;
    }

    /** The account of a mail; null if there is no such mail. */
    Account account(UUID mail) {
        return accounts.get(mail);
    }

    void noted(Told event) {
        if (event.type().equals("mail.accepted")) {
            open(event.mail(), event.requestId());
        } else if (event.type().startsWith("delivery.")) {
            open(event.mail(), event.requestId())
                    .happened(event.recipient(), event.type().substring("delivery.".length()), event.sequence());
        }
    }

    void stands(Standing standing) {
        open(standing.mail(), null).line(standing.recipient()).state = standing.state();
    }

    private Account open(UUID mail, String requestId) {
        return accounts.computeIfAbsent(mail, key -> new Account(requestId));
    }

    /** Deliveries in doubt that are to be held. */
    long held() {
        return held;
    }

    void close() {
        accounts.forEach((mail, account) -> {
            RequestBook.Request request = requests.request(account.requestId);
            if (request != null) {
                Set<String> wanted = new HashSet<>(request.recipients);
                if (!wanted.equals(account.lines.keySet())) {
                    complaints.add(
                            Offence.Kind.WRONG_RECIPIENTS,
                            account.requestId,
                            "mail " + mail + " went to " + account.lines.keySet() + ", not to " + wanted);
                }
            }
            boolean hold = request != null && request.hold;
            account.lines.forEach((recipient, line) -> {
                String subject = account.requestId + " to " + recipient;
                close(subject, line, hold);
                if (request != null && request.fate.isMail() && line.ends > 0 && line.relayed == 0) {
                    complaints.add(Offence.Kind.NOT_RELAYED, subject, "ended as " + line.lastState);
                }
            });
        });
    }

    private void close(String subject, Account.Line line, boolean hold) {
        boolean waits = hold && line.lastState.equals("in-doubt");
        held += waits ? 1 : 0;
        if (line.ends == 0 && !waits) {
            complaints.add(Offence.Kind.NO_END, subject, "its last event is " + line.lastState);
        } else if (line.ends > 1 || line.ends == 1 && line.lastEnd < line.lastSequence) {
            complaints.add(
                    Offence.Kind.SEVERAL_ENDS, subject, line.ends + " ends, the last event is " + line.lastState);
        }
        boolean fromTwoOn = line.sequences.isEmpty() || line.sequences.nextSetBit(0) == 2;
        boolean withoutGaps = line.sequences.isEmpty() || line.sequences.length() == line.sequences.cardinality() + 2;
        if (line.events != line.sequences.cardinality() || !fromTwoOn || !withoutGaps) {
            complaints.add(Offence.Kind.BROKEN_SEQUENCE, subject, line.events + " events, numbered " + line.sequences);
        }
        if (!line.lastState.equals(line.state)) {
            complaints.add(
                    Offence.Kind.OTHER_STATE, subject, "stands as " + line.state + ", last event " + line.lastState);
        }
        if (line.taken < line.relayed) {
            complaints.add(Offence.Kind.NEVER_TAKEN, subject, "relayed, but the next hop has not seen it");
        }
        if (hold && line.doubts > 0 && !waits) {
            complaints.add(
                    Offence.Kind.NOT_HELD, subject, "was in doubt, and then " + line.lastState + " without a person");
        }
        int admitted = hold ? 1 : line.relayed + line.doubts;
        if (line.taken > admitted) {
            complaints.add(
                    Offence.Kind.UNNOTICED_DUPLICATE,
                    subject,
                    "taken " + line.taken + " times by the next hop; on record as relayed " + line.relayed
                            + " times and in doubt " + line.doubts + " times");
        }
    }
}
