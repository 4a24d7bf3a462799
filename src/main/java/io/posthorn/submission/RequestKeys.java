package io.posthorn.submission;

import io.posthorn.mail.MailId;
import io.posthorn.store.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Table {@code request_key}: which requests have been accepted within the idempotency window. */
@ApplicationScoped
class RequestKeys {

    private static final String FIND = """
            select k.tenant, k.key, k.mail_id, k.body_hash
            from unnest(?::text[], ?::text[]) as asked (tenant, key)
            join request_key k on k.tenant = asked.tenant and k.key = asked.key
            where k.created_at > now() - ? * interval '1 ms'
            """;

    // In order of the keys, so that two batches that share some wait for each other instead of deadlocking. A key
    // that has outlived the window is taken over.
    private static final String INSERT = """
            insert into request_key as k (tenant, key, body_hash, mail_id)
            select tenant, key, decode(body_hash, 'hex'), mail_id
            from unnest(?::text[], ?::text[], ?::text[], ?::uuid[]) as row (tenant, key, body_hash, mail_id)
            order by tenant, key
            on conflict (tenant, key) do update
            set body_hash = excluded.body_hash, mail_id = excluded.mail_id, created_at = now()
            where k.created_at <= now() - ? * interval '1 ms'
            returning tenant, key
            """;

    private final IntakeConfig config;

    RequestKeys(IntakeConfig config) {
        this.config = config;
    }

    Map<RequestKey, SeenRequest> find(Connection connection, Collection<RequestKey> keys) throws SQLException {
        Map<RequestKey, SeenRequest> seen = new HashMap<>();
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setArray(1, Columns.of(connection, "text", keys, RequestKey::tenant));
            find.setArray(2, Columns.of(connection, "text", keys, RequestKey::id));
            find.setLong(3, config.idempotencyWindow().toMillis());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    seen.put(
                            new RequestKey(row.getString(1), row.getString(2)),
                            new SeenRequest(new MailId(row.getObject(3, UUID.class)), row.getBytes(4)));
                }
            }
        }
        return seen;
    }

    /** Takes the keys; those that somebody else has taken meanwhile are not in the answer. */
    Set<RequestKey> take(Connection connection, List<Decision.Accept> accepted) throws SQLException {
        Set<RequestKey> taken = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(
                    1,
                    Columns.of(
                            connection, "text", accepted, accept -> accept.key().tenant()));
            insert.setArray(
                    2,
                    Columns.of(
                            connection, "text", accepted, accept -> accept.key().id()));
            insert.setArray(3, Columns.of(connection, "text", accepted, Decision.Accept::bodyHashHex));
            insert.setArray(
                    4,
                    Columns.of(
                            connection,
                            "uuid",
                            accepted,
                            accept -> accept.mail().id().value()));
            insert.setLong(5, config.idempotencyWindow().toMillis());
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    taken.add(new RequestKey(row.getString(1), row.getString(2)));
                }
            }
        }
        return taken;
    }
}
