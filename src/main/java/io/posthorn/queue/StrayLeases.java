package io.posthorn.queue;

import io.posthorn.mail.MailId;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Finds leases that this living instance holds in the table but does not know of: their transaction committed, and the
 * connection was lost before it could say so. One that is found twice in a row is given back.
 */
@ApplicationScoped
public class StrayLeases {

    private static final Logger LOG = Logger.getLogger(StrayLeases.class);

    private final Transactions transactions;
    private final InstanceLease instance;
    private final HandOver handOver;
    private Set<Hold> suspects = Set.of();

    StrayLeases(Transactions transactions, InstanceLease instance, HandOver handOver) {
        this.transactions = transactions;
        this.instance = instance;
        this.handOver = handOver;
    }

    /** Looks once; to be called now and then, by one thread. */
    public void sweep() throws SQLException {
        suspects = transactions.once(connection -> {
            Set<Hold> found = find(connection);
            Set<Hold> again = new HashSet<>(found);
            again.retainAll(suspects);
            for (Hold stray : again) {
                free(connection, stray);
            }
            if (!again.isEmpty()) {
                LOG.warnf("Gave back %d leases whose transaction ended unnoticed", again.size());
            }
            found.removeAll(again);
            return found;
        });
    }

    private Set<Hold> find(Connection connection) throws SQLException {
        Set<Hold> found = new HashSet<>();
        UUID owner = instance.identity();
        try (PreparedStatement select = connection.prepareStatement(
                "select mail_id, ordinal, lease_epoch from delivery where lease_owner = ?")) {
            select.setObject(1, owner);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    DeliveryKey key = new DeliveryKey(new MailId(row.getObject(1, UUID.class)), row.getInt(2));
                    Hold hold = new Hold(key, new Lease(owner, row.getInt(3)));
                    if (!handOver.holds(hold)) {
                        found.add(hold);
                    }
                }
            }
        }
        return found;
    }

    private void free(Connection connection, Hold stray) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update delivery set lease_owner = null, lease_epoch = lease_epoch + 1"
                        + " where mail_id = ? and ordinal = ? and lease_owner = ? and lease_epoch = ?")) {
            update.setObject(1, stray.key().mail().value());
            update.setInt(2, stray.key().ordinal());
            update.setObject(3, stray.lease().owner());
            update.setInt(4, stray.lease().epoch());
            update.executeUpdate();
        }
    }
}
