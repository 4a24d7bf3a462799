package io.posthorn.queue;

import io.posthorn.mail.Lane;
import io.posthorn.store.Columns;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Which attempts may be under way, on record before the first of them begins. One row per instance and lane holds all
 * of them, so that a batch of attempts costs one small write. When an instance dies, the deliveries in its journal
 * that have no outcome are in doubt; everything else that it held was never begun.
 */
@ApplicationScoped
public class AttemptJournal {

    private final Transactions transactions;

    AttemptJournal(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Replaces what is on record. Waits for the database if it must.
     *
     * @param underWay every attempt whose outcome is not durable yet, and those about to begin
     * @return false if the instance has been given up for dead: nothing may be begun in its name
     */
    public boolean write(UUID owner, Lane lane, Collection<DeliveryKey> underWay) {
        return transactions.untilDone("the attempt journal", connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update attempt_journal set mail_ids = ?, ordinals = ? where instance = ? and lane = ?")) {
                update.setArray(1, mailIds(connection, underWay));
                update.setArray(2, ordinals(connection, underWay));
                update.setObject(3, owner);
                update.setString(4, lane.label());
                return update.executeUpdate() == 1;
            }
        });
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
