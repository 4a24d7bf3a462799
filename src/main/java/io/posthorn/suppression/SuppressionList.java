package io.posthorn.suppression;

import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.MailId;
import io.posthorn.store.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The suppression list. Every method works within the caller's transaction, one statement for the whole batch. */
@ApplicationScoped
public class SuppressionList {

    // Every key is spelt out: of "address in (one, other)" PostgreSQL makes a walk through the whole index.
    private static final String AMONG = """
            select k.position, s.tenant, s.address, s.stream, s.reason, s.until, s.mail_id
            from unnest(?::text[], ?::text[], ?::text[], ?::text[]) with ordinality
                 as k (tenant, stream, address, domain, position)
            cross join lateral (values (k.address, k.stream), (k.address, '*'), (k.domain, k.stream), (k.domain, '*'))
                 as line (address, stream)
            join suppression s on s.tenant = k.tenant and s.address = line.address and s.stream = line.stream
            where s.until is null or s.until > now()
            """;

    // In the order of the key, so that two batches wait for each other instead of crossing.
    private static final String PUT = """
            insert into suppression (tenant, address, stream, reason, until, mail_id)
            select tenant, address, stream, reason, until::timestamptz, mail_id
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[])
                 as row (tenant, address, stream, reason, until, mail_id)
            order by tenant, address, stream
            on conflict (tenant, address, stream) do update
            set reason = excluded.reason, until = excluded.until, created_at = now(), mail_id = excluded.mail_id
            where suppression.until < coalesce(excluded.until, 'infinity')
            """;

    private static final String FIND = """
            select tenant, address, stream, reason, until, mail_id from suppression
            where tenant = ? and address = ? and (until is null or until > now())
            order by stream
            """;

    private static final Comparator<Suppression> LONGEST =
            Comparator.comparing(suppression -> suppression.until() == null ? Instant.MAX : suppression.until());

    /** Somebody who is about to be mailed. */
    public record Recipient(Suppression.Scope scope, EmailAddress address) {}

    /**
     * Who of them must not be mailed now, and why. Where several lines apply it is the one that lasts longest.
     *
     * @param recipients the scope's stream is the mail's
     */
    public Map<Recipient, Suppression> among(Connection connection, Collection<Recipient> recipients)
            throws SQLException {
        List<Recipient> all = List.copyOf(recipients);
        Map<Recipient, Suppression> suppressed = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(AMONG)) {
            select.setArray(
                    1, Columns.of(connection, "text", all, r -> r.scope().tenant()));
            select.setArray(2, Columns.of(connection, "text", all, r -> r.scope().stream()));
            select.setArray(
                    3,
                    Columns.of(
                            connection,
                            "text",
                            all,
                            r -> SuppressedAddress.of(r.address()).value()));
            select.setArray(
                    4,
                    Columns.of(
                            connection,
                            "text",
                            all,
                            r -> SuppressedAddress.domainOf(r.address()).value()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Recipient recipient = all.get(row.getInt("position") - 1);
                    suppressed.merge(recipient, read(row), (a, b) -> LONGEST.compare(a, b) < 0 ? b : a);
                }
            }
        }
        return suppressed;
    }

    /** Puts lines on the list. One that is there already is replaced if the new one lasts longer. */
    public void put(Connection connection, Collection<Suppression> suppressions) throws SQLException {
        Map<List<Object>, Suppression> byKey = new LinkedHashMap<>();
        suppressions.forEach(suppression -> byKey.merge(
                List.of(suppression.scope(), suppression.address()),
                suppression,
                (a, b) -> LONGEST.compare(a, b) < 0 ? b : a));
        Collection<Suppression> rows = byKey.values();
        try (PreparedStatement insert = connection.prepareStatement(PUT)) {
            insert.setArray(
                    1, Columns.of(connection, "text", rows, s -> s.scope().tenant()));
            insert.setArray(
                    2, Columns.of(connection, "text", rows, s -> s.address().value()));
            insert.setArray(3, Columns.of(connection, "text", rows, s -> s.scope().stream()));
            insert.setArray(
                    4, Columns.of(connection, "text", rows, s -> s.reason().label()));
            insert.setArray(
                    5,
                    Columns.of(
                            connection,
                            "text",
                            rows,
                            s -> s.until() == null ? null : s.until().toString()));
            insert.setArray(
                    6,
                    Columns.of(
                            connection,
                            "uuid",
                            rows,
                            s -> s.mail() == null ? null : s.mail().value()));
            insert.executeUpdate();
        }
    }

    /** The lines about an address that hold now, of all the tenant's streams. */
    public List<Suppression> find(Connection connection, String tenant, SuppressedAddress address) throws SQLException {
        List<Suppression> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, tenant);
            select.setString(2, address.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(read(row));
                }
            }
        }
        return found;
    }

    /** Takes a line off the list; false if there is none. */
    public boolean remove(Connection connection, Suppression.Scope scope, SuppressedAddress address)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from suppression where tenant = ? and address = ? and stream = ?")) {
            delete.setString(1, scope.tenant());
            delete.setString(2, address.value());
            delete.setString(3, scope.stream());
            return delete.executeUpdate() == 1;
        }
    }

    private static Suppression read(ResultSet row) throws SQLException {
        return new Suppression(
                new Suppression.Scope(row.getString("tenant"), row.getString("stream")),
                new SuppressedAddress(row.getString("address")),
                SuppressionReason.ofLabel(row.getString("reason")),
                Optional.ofNullable(row.getObject("until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null),
                Optional.ofNullable(row.getObject("mail_id", UUID.class))
                        .map(MailId::new)
                        .orElse(null));
    }
}
