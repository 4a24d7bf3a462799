package io.posthorn.queue;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.store.Columns;
import io.posthorn.store.CopyIn;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The durable spool, and the only place that writes the state of a delivery. Every method works within the caller's
 * transaction, one statement for the whole batch; the caller appends the audit events of the change to the same.
 */
@ApplicationScoped
public class MailQueue {

    private static final String COLUMNS = "mail_id, ordinal, lane, recipient, state, sequence, attempt, weight, due_at,"
            + " not_before, expires_at, late_at, lease_owner, lease_epoch";

    private static final String RECORD = """
            update delivery d
            set state = o.state, sequence = o.sequence, attempt = o.attempt, due_at = o.due_at::timestamptz,
                lease_owner = null
            from unnest(?::uuid[], ?::smallint[], ?::uuid[], ?::int[], ?::text[], ?::int[], ?::int[], ?::text[])
                 as o (mail_id, ordinal, lease_owner, lease_epoch, state, sequence, attempt, due_at)
            where d.mail_id = o.mail_id and d.ordinal = o.ordinal
              and d.lease_owner = o.lease_owner and d.lease_epoch = o.lease_epoch
              and d.sequence = o.sequence - 1
            returning d.mail_id, d.ordinal, o.lease_owner, o.lease_epoch
            """;

    private static final String RELEASE = """
            update delivery d
            set lease_owner = null
            from unnest(?::uuid[], ?::smallint[], ?::uuid[], ?::int[]) as o (mail_id, ordinal, lease_owner, lease_epoch)
            where d.mail_id = o.mail_id and d.ordinal = o.ordinal
              and d.lease_owner = o.lease_owner and d.lease_epoch = o.lease_epoch
            """;

    /**
     * Makes mails durable, a delivery for each recipient, in state {@code accepted}.
     *
     * @param owner in whose name the deliveries of those mails are leased that ask for it
     * @return the leased deliveries
     */
    public List<Delivery> insert(Connection connection, List<AcceptedMail> mails, UUID owner) throws SQLException {
        MailTable.insert(connection, mails);
        CopyIn copy = new CopyIn("delivery", COLUMNS);
        List<Delivery> leased = new ArrayList<>();
        for (AcceptedMail accepted : mails) {
            List<EmailAddress> recipients = accepted.mail().addressees().recipients();
            for (int ordinal = 0; ordinal < recipients.size(); ordinal++) {
                Delivery delivery = begin(accepted, ordinal, recipients.get(ordinal), owner);
                insert(copy, delivery, accepted);
                if (accepted.handOver()) {
                    leased.add(delivery);
                }
            }
        }
        copy.write(connection);
        return leased;
    }

    private static Delivery begin(AcceptedMail accepted, int ordinal, EmailAddress recipient, UUID owner) {
        return new Delivery(
                new DeliveryKey(accepted.mail().id(), ordinal),
                accepted.mail().lane(),
                recipient,
                DeliveryState.ACCEPTED,
                1,
                0,
                accepted.weight(),
                accepted.expiresAt(),
                accepted.handOver() ? new Lease(owner, 1) : new Lease(null, 0));
    }

    private static void insert(CopyIn copy, Delivery delivery, AcceptedMail accepted) {
        copy.value(delivery.key().mail().value()).value(delivery.key().ordinal());
        copy.value(delivery.lane().label()).value(delivery.recipient().value());
        copy.value(delivery.state().label()).value(delivery.sequence()).value(delivery.attempt());
        copy.value(delivery.weight()).value(accepted.dueAt());
        copy.value(accepted.mail().schedule().sendAt()).value(delivery.expiresAt());
        copy.value(accepted.lateAt())
                .value(delivery.lease().owner())
                .value(delivery.lease().epoch());
        copy.endRow();
    }

    /**
     * Writes outcomes, and ends the leases they were made under.
     *
     * @return those that took effect; the others had lost their lease, and somebody else decides about them
     */
    public Set<Hold> record(Connection connection, List<Outcome> outcomes) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(RECORD)) {
            setLeases(
                    connection, update, outcomes.stream().map(Outcome::delivery).toList());
            update.setArray(
                    5,
                    Columns.of(
                            connection,
                            "text",
                            outcomes,
                            outcome -> outcome.state().label()));
            update.setArray(6, Columns.of(connection, "int4", outcomes, Outcome::sequence));
            update.setArray(7, Columns.of(connection, "int4", outcomes, Outcome::attempt));
            update.setArray(8, Columns.of(connection, "text", outcomes, outcome -> text(outcome.dueAt())));
            Set<Hold> recorded = new HashSet<>();
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    recorded.add(new Hold(
                            new DeliveryKey(new MailId(row.getObject(1, UUID.class)), row.getInt(2)),
                            new Lease(row.getObject(3, UUID.class), row.getInt(4))));
                }
            }
            return recorded;
        }
    }

    /** Gives leases back unused: the deliveries are due again at once. */
    public void release(Connection connection, List<Delivery> deliveries) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(RELEASE)) {
            setLeases(connection, update, deliveries);
            update.executeUpdate();
        }
    }

    /** Reads mails back; one that is not there is not in the answer. */
    public Map<MailId, Mail> load(Connection connection, Collection<MailId> ids) throws SQLException {
        return MailTable.load(connection, ids);
    }

    static void setLeases(Connection connection, PreparedStatement statement, List<Delivery> deliveries)
            throws SQLException {
        statement.setArray(
                1,
                Columns.of(connection, "uuid", deliveries, d -> d.key().mail().value()));
        statement.setArray(
                2, Columns.of(connection, "int2", deliveries, d -> d.key().ordinal()));
        statement.setArray(
                3, Columns.of(connection, "uuid", deliveries, d -> d.lease().owner()));
        statement.setArray(
                4, Columns.of(connection, "int4", deliveries, d -> d.lease().epoch()));
    }

    static Delivery read(ResultSet row) throws SQLException {
        return new Delivery(
                new DeliveryKey(new MailId(row.getObject("mail_id", UUID.class)), row.getInt("ordinal")),
                Lane.ofLabel(row.getString("lane")),
                new EmailAddress(row.getString("recipient")),
                DeliveryState.ofLabel(row.getString("state")),
                row.getInt("sequence"),
                row.getInt("attempt"),
                row.getInt("weight"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                new Lease(row.getObject("lease_owner", UUID.class), row.getInt("lease_epoch")));
    }

    /**
     * Writes what operators decided about deliveries that {@link Standings#lock} locked. Leases end with it: whoever
     * holds one finds it void before the attempt.
     *
     * @return when those that are due again may be attempted
     */
    public Map<DeliveryKey, Instant> intervene(Connection connection, List<Intervention> interventions)
            throws SQLException {
        return Interventions.write(connection, interventions);
    }

    /** Puts on record that deliveries which have ended, and were locked, are said once more by another mail. */
    public void resent(Connection connection, Collection<DeliveryKey> deliveries, MailId as) throws SQLException {
        Interventions.resent(connection, deliveries, as);
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
