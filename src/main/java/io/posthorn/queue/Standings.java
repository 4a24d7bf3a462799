package io.posthorn.queue;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import io.posthorn.mail.MailId;
import io.posthorn.store.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** How deliveries stand, for those who do not hold their leases. Within the caller's transaction. */
@ApplicationScoped
public class Standings {

    private static final String SELECT = """
            select mail_id, ordinal, lane, recipient, state, sequence, attempt, weight, lease_owner, resent_as,
                   case when due_at is null then 'NOTHING' when due_at <= now() or waits_for is not null then 'TURN'
                        when not_before > now() then 'SCHEDULE' else 'RETRY' end as wait
            from delivery
            where mail_id = any (?)
              and (?::text is null or lower(recipient) = lower(?)) and (?::text is null or state = ?)
            order by mail_id, ordinal
            """;

    /**
     * Which deliveries of some mails.
     *
     * @param mails the mails
     * @param recipient only that recipient's, in whatever case, or null for all
     * @param state only those in that state, or null for all
     */
    public record Selection(Collection<MailId> mails, String recipient, DeliveryState state) {}

    /** Reads how they stand now; what is under way is not told. */
    public List<Standing> look(Connection connection, Selection selection) throws SQLException {
        return select(connection, SELECT, selection);
    }

    /**
     * Reads how they stand and keeps them so until the transaction ends: nobody else changes their state, takes their
     * lease or begins an attempt.
     */
    public List<Standing> lock(Connection connection, Selection selection) throws SQLException {
        List<Standing> standings = select(connection, SELECT + "for no key update", selection);
        Set<UUID> holders = AttemptJournal.holders(standings);
        // After the deliveries, since they name the holders. Whoever takes over from a dead one goes the other way
        // round:
        // one of the two is then told to try again.
        Set<DeliveryKey> underWay = holders.isEmpty() ? Set.of() : AttemptJournal.lock(connection, holders);
        return standings.stream()
                .map(standing ->
                        standing.holder() != null && underWay.contains(standing.key()) ? standing.begun() : standing)
                .toList();
    }

    private static List<Standing> select(Connection connection, String sql, Selection selection) throws SQLException {
        List<Standing> standings = new ArrayList<>();
        String state = selection.state() == null ? null : selection.state().label();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.of(connection, "uuid", selection.mails(), MailId::value));
            select.setString(2, selection.recipient());
            select.setString(3, selection.recipient());
            select.setString(4, state);
            select.setString(5, state);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    standings.add(read(row));
                }
            }
        }
        return standings;
    }

    private static Standing read(ResultSet row) throws SQLException {
        UUID resentAs = row.getObject("resent_as", UUID.class);
        return new Standing(
                new DeliveryKey(new MailId(row.getObject("mail_id", UUID.class)), row.getInt("ordinal")),
                Lane.ofLabel(row.getString("lane")),
                new EmailAddress(row.getString("recipient")),
                DeliveryState.ofLabel(row.getString("state")),
                row.getInt("sequence"),
                row.getInt("attempt"),
                row.getInt("weight"),
                Standing.Wait.valueOf(row.getString("wait")),
                row.getObject("lease_owner", UUID.class),
                false,
                resentAs == null ? null : new MailId(resentAs));
    }
}
