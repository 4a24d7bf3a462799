package io.posthorn.queue;

import io.posthorn.mail.MailId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Reads rows of deliveries of which one may be unreadable: a later version wrote it, or somebody's hand. Such a one is set
 * aside within the same transaction, neither due nor leased until it is mended, so that it holds up none of the others.
 * The account calls it stranded.
 */
final class LenientRows {

    private static final Logger LOG = Logger.getLogger(LenientRows.class);

    private static final String SET_ASIDE = "update delivery set due_at = null, lease_owner = null, waits_for = null,"
            + " sequence = sequence - ? where mail_id = ? and ordinal = ?";

    private final List<DeliveryKey> unreadable = new ArrayList<>();

    /** The row; empty if it cannot be read. */
    Optional<Delivery> read(ResultSet row) throws SQLException {
        try {
            return Optional.of(MailQueue.read(row));
        } catch (IllegalArgumentException | NullPointerException e) {
            DeliveryKey key = new DeliveryKey(new MailId(row.getObject("mail_id", UUID.class)), row.getInt("ordinal"));
            LOG.errorf(
                    "The delivery of mail %s to recipient %d cannot be read and is set aside: %s. Mend its row, and set"
                            + " its due_at to now()",
                    key.mail(), key.ordinal(), e.getMessage());
            unreadable.add(key);
            return Optional.empty();
        }
    }

    /**
     * Sets those aside that could not be read.
     *
     * @param told by how much the statement that found them has raised their sequence, for an event that is not written
     */
    void setAside(Connection connection, int told) throws SQLException {
        if (unreadable.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(SET_ASIDE)) {
            for (DeliveryKey key : unreadable) {
                update.setInt(1, told);
                update.setObject(2, key.mail().value());
                update.setInt(3, key.ordinal());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
