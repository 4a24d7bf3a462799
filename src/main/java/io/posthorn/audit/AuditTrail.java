package io.posthorn.audit;

import io.posthorn.mail.MailId;
import io.posthorn.mail.Origin;
import io.posthorn.store.Columns;
import io.posthorn.store.TimeOrderedIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Appends to the trail, a batch in one statement, within the transaction that makes the events true. */
@ApplicationScoped
public class AuditTrail {

    private static final String INSERT = """
            insert into audit_event (id, type, mail_id, ordinal, recipient, sequence, attempt,
                                     source_topic, source_partition, source_offset, detail)
            select id, type, mail_id, ordinal, recipient, sequence, attempt,
                   source_topic, source_partition, source_offset, detail::jsonb
            from unnest(?::uuid[], ?::text[], ?::uuid[], ?::smallint[], ?::text[], ?::int[], ?::int[],
                        ?::text[], ?::int[], ?::bigint[], ?::text[])
                 as row (id, type, mail_id, ordinal, recipient, sequence, attempt,
                         source_topic, source_partition, source_offset, detail)
            """;

    private final TimeOrderedIds ids;

    AuditTrail(TimeOrderedIds ids) {
        this.ids = ids;
    }

    /** Appends the events, in their order. */
    public void append(Connection connection, List<? extends AuditEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        List<Row> rows = new ArrayList<>(events.size());
        for (AuditEvent event : events) {
            rows.add(row(event));
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, Columns.of(connection, "uuid", rows, Row::id));
            insert.setArray(2, Columns.of(connection, "text", rows, Row::type));
            insert.setArray(
                    3,
                    Columns.of(
                            connection,
                            "uuid",
                            rows,
                            row -> row.mail() == null ? null : row.mail().value()));
            insert.setArray(4, Columns.of(connection, "int2", rows, Row::ordinal));
            insert.setArray(5, Columns.of(connection, "text", rows, Row::recipient));
            insert.setArray(6, Columns.of(connection, "int4", rows, Row::sequence));
            insert.setArray(7, Columns.of(connection, "int4", rows, Row::attempt));
            insert.setArray(8, Columns.of(connection, "text", rows, row -> row.source(Origin::topic)));
            insert.setArray(9, Columns.of(connection, "int4", rows, row -> row.source(Origin::partition)));
            insert.setArray(10, Columns.of(connection, "int8", rows, row -> row.source(Origin::offset)));
            insert.setArray(11, Columns.of(connection, "text", rows, Row::detail));
            insert.executeUpdate();
        }
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
        if (event instanceof AuditEvent.Accepted accepted) {
            return new Row(id, event.type(), accepted.mail(), null, null, 1, null, accepted.origin(), detail);
        }
        if (event instanceof AuditEvent.Rejected rejected) {
            return new Row(id, event.type(), rejected.mail(), null, null, 1, null, rejected.origin(), detail);
        }
        if (event instanceof AuditEvent.Duplicate duplicate) {
            return new Row(id, event.type(), duplicate.mail(), null, null, null, null, duplicate.origin(), detail);
        }
        AuditEvent.DeadLettered letter = (AuditEvent.DeadLettered) event;
        return new Row(id, event.type(), null, null, null, null, null, letter.origin(), detail);
    }

    private static Row row(
            UUID id, AuditEvent event, AuditEvent.Subject delivery, int sequence, int attempt, String detail) {
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
