package io.posthorn.queue;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.Lane;
import io.posthorn.mail.MailId;
import io.posthorn.store.FreshDatabase;
import io.posthorn.store.SessionName;
import io.posthorn.testing.Settings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The statements of the queue, without the container around them, for those who look at their plans. */
public final class QueueStatements {

    private static final MailQueue QUEUE = new MailQueue();

    private QueueStatements() {}

    /** Leases what is due. */
    public static List<Delivery> claim(Connection connection, int most, UUID owner) throws SQLException {
        return DueTable.claim(connection, Lane.TRANSACTIONAL, DuePosition.START, most, owner)
                .deliveries();
    }

    /** Leases what is due from its head on, as a search does that goes on behind what has been claimed before. */
    public static List<Delivery> claimAhead(Connection connection, int most, UUID owner) throws SQLException {
        DuePosition head = DuePosition.START;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select due_at, mail_id from delivery where lane = '"
                        + Lane.TRANSACTIONAL.label()
                        + "' and lease_owner is null and due_at <= now() order by due_at, mail_id limit 1")) {
            if (row.next()) {
                head = new DuePosition(
                        row.getObject(1, OffsetDateTime.class), new MailId(row.getObject(2, UUID.class)));
            }
        }
        return DueTable.claim(connection, Lane.TRANSACTIONAL, head, most, owner).deliveries();
    }

    /** Loads the mails of those deliveries. */
    public static void load(Connection connection, List<Delivery> deliveries) throws SQLException {
        QUEUE.load(
                connection,
                deliveries.stream().map(delivery -> delivery.key().mail()).toList());
    }

    /** Writes that those deliveries were relayed. */
    public static void record(Connection connection, List<Delivery> deliveries) throws SQLException {
        QUEUE.record(
                connection,
                deliveries.stream()
                        .map(delivery -> new Outcome(delivery, DeliveryState.RELAYED, 1, null))
                        .toList());
    }

    /** Finds the mails of those templates that were accepted last. */
    public static void latest(Connection connection, List<String> templates, int most) throws SQLException {
        new LatestMails(connection, templates).page(new UUID(-1, -1), most);
    }

    /** Marks what is late. */
    public static void late(Connection connection, int most) throws SQLException {
        new LateDeliveries().mark(connection, most);
    }

    /** Gives those leases back. */
    public static void release(Connection connection, List<Delivery> deliveries) throws SQLException {
        QUEUE.release(connection, deliveries);
    }

    /** Sets those aside that wait for that. */
    public static void park(Connection connection, List<Delivery> deliveries, String key) throws SQLException {
        ParkedTable.park(
                connection, deliveries.stream().collect(Collectors.toMap(delivery -> delivery, delivery -> key)));
    }

    /** Asks what is waited for. */
    public static void keys(Connection connection, int most) throws SQLException {
        ParkedTable.keys(connection, Lane.TRANSACTIONAL, "", most);
    }

    /** Leases so many of those that wait for each of these. */
    public static void unpark(Connection connection, Map<String, Integer> most, UUID owner) throws SQLException {
        ParkedTable.unpark(connection, Lane.TRANSACTIONAL, most, owner);
    }

    /** Puts those attempts on record; commits. */
    public static void journal(FreshDatabase database, List<Delivery> deliveries, UUID owner) {
        new AttemptJournal(database.transactions())
                .write(
                        owner,
                        Lane.TRANSACTIONAL,
                        deliveries.stream().map(Delivery::key).toList(),
                        deliveries);
    }

    /** Cancels those deliveries as an operator does. */
    public static void cancel(Connection connection, List<Delivery> deliveries) throws SQLException {
        List<MailId> mails =
                deliveries.stream().map(delivery -> delivery.key().mail()).toList();
        List<Standing> standings = new Standings().lock(connection, new Standings.Selection(mails, null, null));
        QUEUE.intervene(
                connection,
                standings.stream()
                        .filter(standing -> !standing.underWay())
                        .map(standing -> new Intervention(standing, DeliveryState.CANCELLED, false))
                        .toList());
    }

    /** Looks for leases that nobody knows of; commits. */
    public static void strays(FreshDatabase database) throws SQLException {
        new StrayLeases(database.transactions(), instance(database), new HandOver(Settings.read(QueueConfig.class)))
                .sweep();
    }

    /** Asks whether leases may be taken. */
    public static void confirm(FreshDatabase database, Connection connection, UUID owner) throws SQLException {
        instance(database).confirm(connection, owner);
    }

    /** Takes over from the dead. */
    public static void takeOver(Connection connection) throws SQLException {
        new LivingInstance().takeOver(connection);
    }

    private static InstanceLease instance(FreshDatabase database) {
        return new InstanceLease(
                database.transactions(),
                database.schema(),
                database.clock(),
                new SessionName(),
                Settings.read(QueueConfig.class),
                "bench");
    }
}
