package io.posthorn.delivery;

import io.posthorn.audit.AuditEvent;
import io.posthorn.audit.LastRefusals;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.Ticket;
import io.posthorn.replies.ReplyClass;
import io.posthorn.store.Transactions;
import io.posthorn.suppression.FullMailboxes;
import io.posthorn.suppression.Suppression;
import io.posthorn.suppression.SuppressionList;
import io.posthorn.suppression.SuppressionReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps mail from addresses on the suppression list, and puts those on it that say that they are none. */
@ApplicationScoped
class Suppressor {

    private final Transactions transactions;
    private final SuppressionList list;
    private final FullMailboxes full;
    private final LastRefusals refusals;

    Suppressor(Transactions transactions, SuppressionList list, FullMailboxes full, LastRefusals refusals) {
        this.transactions = transactions;
        this.list = list;
        this.full = full;
        this.refusals = refusals;
    }

    /**
     * Which of these must not be attempted, and why; one query for all of them. Waits for the database if it must.
     *
     * @param tickets with their mails
     */
    Map<DeliveryKey, Suppression> among(List<Ticket> tickets) {
        Map<DeliveryKey, SuppressionList.Recipient> recipients = new HashMap<>();
        for (Ticket ticket : tickets) {
            Delivery delivery = ticket.delivery();
            recipients.put(
                    delivery.key(),
                    new SuppressionList.Recipient(Consequences.scope(ticket.mail()), delivery.recipient()));
        }
        if (recipients.isEmpty()) {
            return Map.of();
        }
        Map<SuppressionList.Recipient, Suppression> found = transactions.untilDone(
                "nothing, only reading the suppression list",
                connection -> list.among(connection, recipients.values()));
        return recipients.entrySet().stream()
                .filter(entry -> found.containsKey(entry.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> found.get(entry.getValue())));
    }

    /** Puts on the list what these verdicts say, within the transaction that makes them true. */
    void suppress(Connection connection, Collection<Verdict> verdicts) throws SQLException {
        List<Suppression> refused = new ArrayList<>();
        Map<AuditEvent.Subject, Suppression> expired = new HashMap<>();
        for (Verdict verdict : verdicts) {
            Suppression line = verdict.suppression();
            if (line != null && line.reason() == SuppressionReason.FULL_MAILBOX) {
                expired.put(verdict.event().delivery(), line);
            } else if (line != null) {
                refused.add(line);
            }
        }
        if (!refused.isEmpty()) {
            list.put(connection, refused);
        }
        if (!expired.isEmpty()) {
            Set<AuditEvent.Subject> wereFull =
                    refusals.ofClass(connection, expired.keySet(), ReplyClass.QUOTA_ISSUES.label());
            if (!wereFull.isEmpty()) {
                full.add(connection, wereFull.stream().map(expired::get).toList());
            }
        }
    }
}
