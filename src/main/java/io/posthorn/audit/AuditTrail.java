package io.posthorn.audit;

import io.posthorn.mail.MailId;
import io.posthorn.mail.Origin;
import io.posthorn.store.CopyIn;
import io.posthorn.store.TimeOrderedIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Appends to the trail, a batch in one go, within the transaction that makes the events true. */
@ApplicationScoped
public class AuditTrail {

    private static final String COLUMNS = "id, type, mail_id, ordinal, recipient, sequence, attempt, source_topic,"
            + " source_partition, source_offset, detail";

    private final TimeOrderedIds ids;

    public AuditTrail(TimeOrderedIds ids) {
        this.ids = ids;
    }

    /** Appends the events, in their order. */
    public void append(Connection connection, List<? extends AuditEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        CopyIn copy = new CopyIn("audit_event", COLUMNS);
        for (AuditEvent event : events) {
            Row row = row(event);
            copy.value(row.id()).value(row.type());
            copy.value(row.mail() == null ? null : row.mail().value()).value(row.ordinal());
            copy.value(row.recipient()).value(row.sequence()).value(row.attempt());
            copy.value(row.source(Origin::topic)).value(row.source(Origin::partition));
            copy.value(row.source(Origin::offset)).value(row.detail());
            copy.endRow();
        }
        copy.write(connection);
    }

    private record Row(
            UUID id,
            String type,
            MailId mail,
            Integer ordinal,
            String recipient,
            Integer sequence,
            Integer attempt,
            Origin origin,
            String detail) {

        Object source(Function<Origin, Object> part) {
            return origin == null ? null : part.apply(origin);
        }
    }

    private Row row(AuditEvent event) {
        UUID id = ids.next();
        String detail = EventDetail.of(event);
        if (event instanceof AuditEvent.DeliveryChanged change) {
            return row(id, event, change.delivery(), change.sequence(), change.attempt(), detail);
        }
        if (event instanceof AuditEvent.Late late) {
            return row(id, event, late.delivery(), late.sequence(), late.attempt(), detail);
        }
        if (event instanceof AuditEvent.Intervened change) {
            return row(id, event, change.delivery(), change.sequence(), change.attempt(), detail);
        }
        if (event instanceof AuditEvent.Resent resent) {
            return row(id, event, resent.delivery(), null, null, detail);
        }
        if (event instanceof AuditEvent.AcceptedAgain again) {
            return new Row(id, event.type(), again.mail(), null, null, 1, null, null, detail);
        }
        if (event instanceof AuditEvent.Accepted accepted) {
            return new Row(id, event.type(), accepted.mail(), null, null, 1, null, accepted.origin(), detail);
        }
        if (event instanceof AuditEvent.Rejected rejected) {
            return new Row(id, event.type(), rejected.mail(), null, null, 1, null, rejected.origin(), detail);
        }
        if (event instanceof AuditEvent.Duplicate duplicate) {
            return new Row(id, event.type(), duplicate.mail(), null, null, null, null, duplicate.origin(), detail);
        }
        if (event instanceof AuditEvent.ContentViewed viewed) {
            return new Row(id, event.type(), viewed.mail(), null, null, null, null, null, detail);
        }
        // About a record of Kafka, and no mail.
        return new Row(id, event.type(), null, null, null, null, null, event.origin(), detail);
    }

    private static Row row(
            UUID id, AuditEvent event, AuditEvent.Subject delivery, Integer sequence, Integer attempt, String detail) {
        return new Row(
                id,
                event.type(),
                delivery.mail(),
                delivery.ordinal(),
                delivery.recipient().value(),
                sequence,
                attempt,
                null,
                detail);
    }
}
