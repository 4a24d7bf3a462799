package io.posthorn.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what should have been delivered by now and still waits. A delivery that is being attempted is not looked at: its
 * outcome is about to be written, and if that is no end of it, it is found the next time.
 */
@ApplicationScoped
public class LateDeliveries {

    private static final String MARK = """
            with late as (
                select mail_id, ordinal from delivery
                where late_at <= now() and late_at < 'infinity' and due_at is not null and lease_owner is null
                order by late_at limit ?
                for update skip locked)
            update delivery d
            set late_at = 'infinity', sequence = sequence + 1
            from late
            where d.mail_id = late.mail_id and d.ordinal = late.ordinal
            returning d.mail_id, d.ordinal, d.lane, d.recipient, d.state, d.sequence, d.attempt, d.weight,
                      d.expires_at, d.lease_owner, d.lease_epoch,
                      case when d.waits_for is null then d.due_at else now() end as due_at
            """;

    /**
     * A delivery that is late.
     *
     * @param delivery as it is now, with the sequence of the event that tells it, and leased by nobody
     * @param dueAt when the next attempt may begin
     */
    public record Late(Delivery delivery, Instant dueAt) {}

    /** Marks those that nobody has told of yet, at most so many, within the caller's transaction. */
    public List<Late> mark(Connection connection, int most) throws SQLException {
        List<Late> late = new ArrayList<>();
        LenientRows rows = new LenientRows();
        try (PreparedStatement update = connection.prepareStatement(MARK)) {
            update.setInt(1, most);
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    Optional<Delivery> delivery = rows.read(row);
                    if (delivery.isPresent()) {
                        Instant dueAt =
                                row.getObject("due_at", OffsetDateTime.class).toInstant();
                        late.add(new Late(delivery.get(), dueAt));
                    }
                }
            }
            rows.setAside(connection, 1);
        }
        return late;
    }
}
