package io.posthorn.submission;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.audit.AuditEvent;
import io.posthorn.audit.AuditTrail;
import io.posthorn.mail.Fault;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.queue.AcceptedMail;
import io.posthorn.queue.Admission;
import io.posthorn.queue.Delivery;
import io.posthorn.store.TimeOrderedIds;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts decisions on record: one transaction for mails, deliveries, keys, audit events and the Kafka offset. */
@ApplicationScoped
class Register {

    static final String IDEMPOTENCY_CONFLICT = "idempotency-conflict";
    static final List<Fault> CONFLICT = List.of(new Fault(
            "/id",
            IDEMPOTENCY_CONFLICT,
            "another request with this id was accepted before; a new request needs a new id"));

    private final Transactions transactions;
    private final IntakeOffsets offsets;
    private final RequestKeys keys;
    private final Admission admission;
    private final AuditTrail trail;
    private final TimeOrderedIds ids;
    private final MeterRegistry meters;

    Register(
            Transactions transactions,
            IntakeOffsets offsets,
            RequestKeys keys,
            Admission admission,
            AuditTrail trail,
            TimeOrderedIds ids,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.offsets = offsets;
        this.keys = keys;
        this.admission = admission;
        this.trail = trail;
        this.ids = ids;
        this.meters = meters;
    }

    /** Writes the batch, waiting for the database if it must; then hands over what there was room for. */
    Receipt commit(List<Decision> decisions, List<OffsetAdvance> advances) {
        Map<Decision.Accept, AcceptedMail> planned = new IdentityHashMap<>();
        List<Delivery> leased = new ArrayList<>();
        try {
            for (Decision decision : decisions) {
                if (decision instanceof Decision.Accept accept) {
                    planned.put(
                            accept, admission.plan(accept.mail(), accept.content(), accept.origin(), accept.weight()));
                }
            }
            Receipt receipt = transactions.untilDone("a batch of mail requests", connection -> {
                admission.forget(leased);
                leased.clear();
                return offsets.advance(connection, advances)
                        ? write(connection, decisions, advances, planned, leased)
                        : fenced(connection);
            });
            admission.end(planned.values(), leased);
            count(receipt);
            return receipt;
        } catch (RuntimeException e) {
            admission.forget(leased);
            admission.end(planned.values(), List.of());
            throw e;
        }
    }

    private static Receipt fenced(Connection connection) throws SQLException {
        // One partition of several may have been moved already.
        connection.rollback();
        return new Receipt.Fenced();
    }

    private Receipt write(
            Connection connection,
            List<Decision> decisions,
            List<OffsetAdvance> advances,
            Map<Decision.Accept, AcceptedMail> planned,
            List<Delivery> leased)
            throws SQLException {
        List<Decision.Accept> accepts = List.copyOf(planned.keySet());
        Set<RequestKey> taken = accepts.isEmpty() ? Set.of() : keys.take(connection, accepts);
        Map<RequestKey, SeenRequest> first = taken.size() == accepts.size()
                ? Map.of()
                : keys.find(
                        connection, accepts.stream().map(Decision.Accept::key).toList());
        List<AuditEvent> events = new ArrayList<>(decisions.size());
        List<AcceptedMail> accepted = new ArrayList<>(accepts.size());
        for (Decision decision : decisions) {
            if (!(decision instanceof Decision.Accept accept)) {
                events.add(decision.event());
            } else if (taken.contains(accept.key())) {
                events.add(decision.event());
                accepted.add(planned.get(accept));
            } else {
                events.add(late(accept, first.get(accept.key())));
            }
        }
        leased.addAll(admission.insert(connection, accepted));
        trail.append(connection, events);
        trail.append(
                connection, advances.stream().flatMap(OffsetAdvance::passedOver).toList());
        return new Receipt.Committed(events);
    }

    private void count(Receipt receipt) {
        if (receipt instanceof Receipt.Committed committed) {
            committed
                    .events()
                    .forEach(event -> meters.counter("posthorn.requests", "outcome", event.type())
                            .increment());
        }
    }

    /** Somebody else took the key while this request was being prepared. */
    private AuditEvent late(Decision.Accept accept, SeenRequest first) {
        Mail mail = accept.mail();
        if (first != null && Arrays.equals(first.bodyHash(), accept.bodyHash())) {
            return new AuditEvent.Duplicate(first.mail(), mail.labels().traceparent(), accept.origin());
        }
        MailId refusal = new MailId(ids.unguessable());
        return new AuditEvent.Rejected(refusal, mail.labels(), IDEMPOTENCY_CONFLICT, CONFLICT, accept.origin());
    }
}
