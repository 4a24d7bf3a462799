package io.posthorn.testing.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Joins what was published, what the next hop took, what the results and the dead-letter topic say and what the audit
 * trail says, and names what does not fit together. To be asked when everything has come to rest. Memory grows with the
 * number of mails, about a kilobyte for each.
 */
public final class Reconciliation {

    private static final Set<String> AT_THE_DOOR =
            Set.of("mail.accepted", "mail.rejected", "mail.duplicate", Noted.DEAD_LETTERED);

    private final Complaints complaints = new Complaints();
    private final RequestBook requests = new RequestBook(complaints);
    private final MailBook mails = new MailBook(requests, complaints);
    private final ResultCheck results = new ResultCheck(complaints);
    private final DeadLetterCheck deadLetters = new DeadLetterCheck(complaints);
    private final SinkCheck sink = new SinkCheck(mails, complaints);
    private final Map<String, Integer> types = new HashMap<>();

    private Reconciliation() {}

    /** Reads all ledgers once. */
    public static Findings of(Ledgers ledgers) {
        Reconciliation reconciliation = new Reconciliation();
        ledgers.producer().read(reconciliation.requests::published);
        ledgers.trail().read(reconciliation::noted);
        ledgers.deliveries().read(reconciliation.mails::stands);
        ledgers.sink().read(reconciliation.sink::taken);
        ledgers.results().read(reconciliation.results::told);
        ledgers.deadLetters().read(reconciliation.deadLetters::published);
        return reconciliation.close();
    }

    private void noted(Noted noted) {
        Told event = noted.event();
        types.merge(event.type(), 1, Integer::sum);
        if (AT_THE_DOOR.contains(event.type())) {
            requests.accounted(noted);
        }
        deadLetters.noted(noted);
        mails.noted(event);
        results.noted(event);
    }

    private Findings close() {
        requests.close();
        mails.close();
        results.close();
        deadLetters.close();
        return new Findings(
                complaints.all(),
                new Findings.Counts(
                        requests.acknowledged(),
                        requests.unacknowledged(),
                        count("mail.accepted"),
                        count("mail.rejected"),
                        count("mail.duplicate"),
                        count(Noted.DEAD_LETTERED),
                        count("delivery.relayed"),
                        count("delivery.in-doubt"),
                        mails.held(),
                        sink.taken(),
                        sink.again(),
                        results.again()));
    }

    private int count(String type) {
        return types.getOrDefault(type, 0);
    }
}
