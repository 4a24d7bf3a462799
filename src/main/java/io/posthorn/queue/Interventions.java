package io.posthorn.queue;

import io.posthorn.mail.MailId;
import io.posthorn.store.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The statements behind {@link MailQueue#intervene} and {@link MailQueue#resent}. */
final class Interventions {

    private static final String INTERVENE = """
            update delivery d
            set state = i.state, sequence = d.sequence + 1,
                due_at = case when i.due then greatest(now(), d.not_before) end, waits_for = null,
                lease_owner = null, lease_epoch = d.lease_epoch + 1
            from unnest(?::uuid[], ?::smallint[], ?::int[], ?::text[], ?::boolean[])
                 as i (mail_id, ordinal, sequence, state, due)
            where d.mail_id = i.mail_id and d.ordinal = i.ordinal and d.sequence = i.sequence
            returning d.mail_id, d.ordinal, d.due_at
            """;

    private static final String RESENT = """
            update delivery d set resent_as = ?
            from unnest(?::uuid[], ?::smallint[]) as r (mail_id, ordinal)
            where d.mail_id = r.mail_id and d.ordinal = r.ordinal and d.resent_as is null
            """;

    private Interventions() {}

    static Map<DeliveryKey, Instant> write(Connection connection, List<Intervention> interventions)
            throws SQLException {
        AttemptJournal.revoke(connection, interventions);
        Map<DeliveryKey, Instant> due = new HashMap<>();
        int written = 0;
        try (PreparedStatement update = connection.prepareStatement(INTERVENE)) {
            update.setArray(
                    1,
                    Columns.of(
                            connection,
                            "uuid",
                            interventions,
                            i -> i.standing().key().mail().value()));
            update.setArray(
                    2,
                    Columns.of(
                            connection,
                            "int2",
                            interventions,
                            i -> i.standing().key().ordinal()));
            update.setArray(
                    3,
                    Columns.of(
                            connection, "int4", interventions, i -> i.standing().sequence()));
            update.setArray(
                    4,
                    Columns.of(connection, "text", interventions, i -> i.state().label()));
            update.setArray(5, Columns.of(connection, "bool", interventions, Intervention::due));
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    written++;
                    OffsetDateTime dueAt = row.getObject(3, OffsetDateTime.class);
                    if (dueAt != null) {
                        due.put(
                                new DeliveryKey(new MailId(row.getObject(1, UUID.class)), row.getInt(2)),
                                dueAt.toInstant());
                    }
                }
            }
        }
        complete(written, interventions.size());
        return due;
    }

    static void resent(Connection connection, Collection<DeliveryKey> deliveries, MailId as) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(RESENT)) {
            update.setObject(1, as.value());
            update.setArray(
                    2,
                    Columns.of(connection, "uuid", deliveries, key -> key.mail().value()));
            update.setArray(3, Columns.of(connection, "int2", deliveries, DeliveryKey::ordinal));
            complete(update.executeUpdate(), deliveries.size());
        }
    }

    /** What was locked cannot have changed; if it has, nothing may be written. */
    private static void complete(int written, int wanted) {
        if (written != wanted) {
            throw new IllegalStateException("only " + written + " of " + wanted + " locked deliveries were written");
        }
    }
}
