package io.posthorn.submission;

import io.posthorn.audit.AuditEvent;
import io.posthorn.audit.AuditTrail;
import io.posthorn.mail.Origin;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table {@code intake_offset}: how far each partition has been taken in. The truth; Kafka's own offset is a copy. */
@ApplicationScoped
public class IntakeOffsets {

    private static final String INSERT =
            "insert into intake_offset (topic_id, next_offset, topic, partition) values (?, ?, ?, ?)"
                    + " on conflict (topic, partition) do nothing";
    private static final String MOVE = "update intake_offset set topic_id = ?, next_offset = ?, updated_at = now()"
            + " where topic = ? and partition = ? and topic_id = ? and next_offset = ?";

    private final Transactions transactions;
    private final AuditTrail trail;

    IntakeOffsets(Transactions transactions, AuditTrail trail) {
        this.transactions = transactions;
        this.trail = trail;
    }

    /**
     * Where a partition stands.
     *
     * @param topicId the topic's id when it was last written
     * @param nextOffset the first record that is not accounted for
     */
    public record Position(UUID topicId, long nextOffset) {}

    /**
     * Where that partition stands; empty if it was never read.
     *
     * @throws SQLException if the database is away; this is asked on Kafka's polling thread, which must not wait
     */
    public Optional<Position> find(String topic, int partition) throws SQLException {
        return transactions.once(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select topic_id, next_offset from intake_offset where topic = ? and partition = ?")) {
                select.setString(1, topic);
                select.setInt(2, partition);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Position(row.getObject(1, UUID.class), row.getLong(2)))
                            : Optional.empty();
                }
            }
        });
    }

    /**
     * Sets where to begin: on the first reading of a partition, and when its topic is not the same any more. It is on
     * record in the trail.
     *
     * @param found where it was found to stand, or null if it was never read
     * @return false if it stands elsewhere by now: somebody else has begun it, and may have gone on
     */
    public boolean begin(String topic, int partition, Position found, Position position, String reason)
            throws SQLException {
        return transactions.once(connection -> {
            if (!write(connection, topic, partition, found, position)) {
                return false;
            }
            Origin first = new Origin(topic, partition, position.nextOffset());
            trail.append(connection, List.of(new AuditEvent.Begun(first, position.topicId(), reason)));
            return true;
        });
    }

    private static boolean write(Connection connection, String topic, int partition, Position found, Position position)
            throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(found == null ? INSERT : MOVE)) {
            write.setObject(1, position.topicId());
            write.setLong(2, position.nextOffset());
            write.setString(3, topic);
            write.setInt(4, partition);
            if (found != null) {
                write.setObject(5, found.topicId());
                write.setLong(6, found.nextOffset());
            }
            return write.executeUpdate() == 1;
        }
    }

    /** Moves the partitions on, each from where the caller believes it stands; false if one stands elsewhere. */
    boolean advance(Connection connection, List<OffsetAdvance> advances) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update intake_offset set next_offset = ?, updated_at = now()"
                        + " where topic = ? and partition = ? and topic_id = ? and next_offset = ?")) {
            for (OffsetAdvance advance : advances) {
                update.setLong(1, advance.to());
                update.setString(2, advance.topic());
                update.setInt(3, advance.partition());
                update.setObject(4, advance.topicId());
                update.setLong(5, advance.from());
                if (update.executeUpdate() != 1) {
                    return false;
                }
            }
            return true;
        }
    }
}
