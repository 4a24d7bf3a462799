package io.posthorn.queue;

import io.posthorn.mail.Lane;
import io.posthorn.mail.MailId;
import io.posthorn.store.Columns;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which attempts may be under way, on record before the first of them begins. One row per instance and lane holds all
 * of them, so that a batch of attempts costs one small write. When an instance dies, the deliveries in its journal
 * that have no outcome are in doubt; everything else that it held was never begun.
 */
@ApplicationScoped
public class AttemptJournal {

    private static final String REVOKED = """
            select l.mail_id, l.ordinal
            from unnest(?::uuid[], ?::smallint[], ?::uuid[], ?::int[]) as l (mail_id, ordinal, lease_owner, lease_epoch)
            where not exists (
                select 1 from delivery d
                where d.mail_id = l.mail_id and d.ordinal = l.ordinal
                  and d.lease_owner = l.lease_owner and d.lease_epoch = l.lease_epoch)
            """;

    // The rows are locked first and unfolded then: a lock and a set-returning function do not go together.
    private static final String LOCK = """
            with journal as (
                select mail_ids, ordinals from attempt_journal where instance = any (?)
                order by instance, lane for no key update)
            select key.mail_id, key.ordinal
            from journal, unnest(journal.mail_ids, journal.ordinals) as key (mail_id, ordinal)
            """;

    private final Transactions transactions;

    AttemptJournal(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Replaces what is on record. Waits for the database if it must.
     *
     * @param underWay every attempt whose outcome is not durable yet, and those about to begin
     * @param beginning those about to begin
     * @return those of them whose lease an operator has taken away, which must not begin; empty if the instance has
     *     been given up for dead: nothing may be begun in its name
     */
    public Optional<Set<DeliveryKey>> write(
            UUID owner, Lane lane, Collection<DeliveryKey> underWay, List<Delivery> beginning) {
        return transactions.untilDone("the attempt journal", connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update attempt_journal set mail_ids = ?, ordinals = ?"
                            + " where instance = ? and lane = ? returning leases_revoked")) {
                update.setArray(1, mailIds(connection, underWay));
                update.setArray(2, ordinals(connection, underWay));
                update.setObject(3, owner);
                update.setString(4, lane.label());
                try (ResultSet row = update.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    return Optional.of(row.getBoolean(1) ? revoked(connection, beginning) : Set.of());
                }
            }
        });
    }

    /** A statement of its own: it sees what was committed while the one before waited for the row. */
    private static Set<DeliveryKey> revoked(Connection connection, List<Delivery> beginning) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(REVOKED)) {
            MailQueue.setLeases(connection, select, beginning);
            return keys(select);
        }
    }

    static Set<UUID> holders(Collection<Standing> standings) {
        return standings.stream().map(Standing::holder).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /** What these instances have on record; they put nothing on record until the transaction has ended. */
    static Set<DeliveryKey> lock(Connection connection, Set<UUID> owners) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOCK)) {
            select.setArray(1, Columns.of(connection, "uuid", owners, owner -> owner));
            return keys(select);
        }
    }

    /** Has the holders of these look at their leases before they use them. */
    static void revoke(Connection connection, Collection<Intervention> interventions) throws SQLException {
        Set<UUID> owners =
                holders(interventions.stream().map(Intervention::standing).toList());
        if (!owners.isEmpty()) {
            try (PreparedStatement update = connection.prepareStatement(
                    "update attempt_journal set leases_revoked = true where instance = any (?)")) {
                update.setArray(1, Columns.of(connection, "uuid", owners, owner -> owner));
                update.executeUpdate();
            }
        }
    }

    private static Set<DeliveryKey> keys(PreparedStatement select) throws SQLException {
        Set<DeliveryKey> keys = new HashSet<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                keys.add(new DeliveryKey(new MailId(row.getObject(1, UUID.class)), row.getInt(2)));
            }
        }
        return keys;
    }

    static void open(Connection connection, UUID owner) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into attempt_journal (instance, lane, mail_ids, ordinals)"
                        + " select ?, lane, '{}', '{}' from unnest(?) lane")) {
            insert.setObject(1, owner);
            insert.setArray(2, Columns.of(connection, "text", List.of(Lane.values()), Lane::label));
            insert.executeUpdate();
        }
    }

    private static Array mailIds(Connection connection, Collection<DeliveryKey> keys) throws SQLException {
        return Columns.of(connection, "uuid", keys, key -> key.mail().value());
    }

    private static Array ordinals(Connection connection, Collection<DeliveryKey> keys) throws SQLException {
        return Columns.of(connection, "int2", keys, DeliveryKey::ordinal);
    }
}
