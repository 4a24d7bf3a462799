package io.posthorn.queue;

import io.posthorn.mail.Lane;
import io.posthorn.mail.MailId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What is due in the table and leased by nobody, in its order. No state changes here. */
final class DueTable {

    // The comparison of pairs is a condition on the index: pages before the position are not looked at.
    private static final String CLAIM = """
            with due as (
                select mail_id, ordinal, due_at from delivery
                where lane = ? and lease_owner is null and due_at <= now() and (due_at, mail_id) >= (?, ?)
                order by due_at, mail_id limit ?
                for update skip locked)
            update delivery d
            set lease_owner = ?, lease_epoch = lease_epoch + 1, waits_for = null
            from due
            where d.mail_id = due.mail_id and d.ordinal = due.ordinal
            returning d.mail_id, d.ordinal, d.lane, d.recipient, d.state, d.sequence, d.attempt, d.weight,
                      d.expires_at, d.lease_owner, d.lease_epoch, d.due_at
            """;

    private DueTable() {}

    /**
     * Deliveries that have been leased.
     *
     * @param last where the last of them stood; where the search began if there are none
     */
    record Batch(List<Delivery> deliveries, DuePosition last) {}

    /** Leases what is due and nobody holds, oldest first, from a position on and at most so many. */
    static Batch claim(Connection connection, Lane lane, DuePosition from, int most, UUID owner) throws SQLException {
        List<Delivery> claimed = new ArrayList<>();
        LenientRows rows = new LenientRows();
        DuePosition last = from;
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, lane.label());
            claim.setObject(2, from.dueAt());
            claim.setObject(3, from.mail().value());
            claim.setInt(4, most);
            claim.setObject(5, owner);
            try (ResultSet row = claim.executeQuery()) {
                while (row.next()) {
                    rows.read(row).ifPresent(claimed::add);
                    DuePosition position = new DuePosition(
                            row.getObject("due_at", OffsetDateTime.class),
                            new MailId(row.getObject("mail_id", UUID.class)));
                    last = position.compareTo(last) > 0 ? position : last;
                }
            }
        }
        rows.setAside(connection, 0);
        return new Batch(claimed, last);
    }
}
