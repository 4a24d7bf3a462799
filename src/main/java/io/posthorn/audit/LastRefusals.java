package io.posthorn.audit;

import io.posthorn.store.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Looks up what deliveries were put off for the last time. */
@ApplicationScoped
public class LastRefusals {

    private static final String SELECT = """
            select k.position
            from unnest(?::uuid[], ?::smallint[]) with ordinality as k (mail_id, ordinal, position)
            cross join lateral (
                select e.detail ->> 'class' as class from audit_event e
                where e.mail_id = k.mail_id and e.ordinal = k.ordinal and e.type = 'delivery.deferred' and e.id >= ?
                order by e.id desc limit 1) last
            where last.class = ?
            """;

    /** Those whose last refusal was of that class, within the caller's transaction. */
    public Set<AuditEvent.Subject> ofClass(
            Connection connection, Collection<AuditEvent.Subject> deliveries, String category) throws SQLException {
        List<AuditEvent.Subject> all = List.copyOf(deliveries);
        UUID first = all.stream()
                .map(delivery -> IdRange.firstEventOf(delivery.mail().value()))
                .min(IdRange.ORDER)
                .orElse(IdRange.LOWEST);
        Set<AuditEvent.Subject> found = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, Columns.of(connection, "uuid", all, d -> d.mail().value()));
            select.setArray(2, Columns.of(connection, "int2", all, AuditEvent.Subject::ordinal));
            select.setObject(3, first);
            select.setString(4, category);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(all.get(row.getInt(1) - 1));
                }
            }
        }
        return found;
    }
}
