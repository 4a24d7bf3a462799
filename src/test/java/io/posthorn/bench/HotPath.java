package io.posthorn.bench;

import io.posthorn.audit.AuditEvent;
import io.posthorn.audit.LastRefusals;
import io.posthorn.mail.EmailAddress;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.QueueStatements;
import io.posthorn.results.ResultsStatements;
import io.posthorn.store.FreshDatabase;
import io.posthorn.submission.SubmissionStatements;
import io.posthorn.suppression.SuppressedAddress;
import io.posthorn.suppression.Suppression;
import io.posthorn.suppression.SuppressionList;
import io.posthorn.suppression.SuppressionReason;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Plans of the statements that every batch runs, made by the very code that runs them, and planned as the driver has
 * them planned after a while: generically. What is written by COPY has no plan.
 */
final class HotPath {

    private static final UUID OWNER = UUID.fromString("00000000-0000-0000-0000-00000000000b");
    private static final UUID DEAD = UUID.fromString("00000000-0000-0000-0000-00000000000a");
    private static final UUID TOPIC = UUID.fromString("00000000-0000-0000-0000-00000000000c");
    private static final Suppression.Scope SHOP = new Suppression.Scope("shop", "transactional");
    private static final int BATCH = 200;
    private static final List<String> TEMPLATES = List.of("order-confirmation", "rare", "never-used");

    private final DataSource plain;
    private final DataSource explaining;
    private final FreshDatabase explainingDatabase;
    private final PrintStream out;

    private HotPath(DataSource source, PrintStream out) {
        this.plain = source;
        this.explaining = ExplainingDataSource.generic(source, (sql, plan) -> out.println(sql + ";\n\n" + plan));
        this.explainingDatabase = FreshDatabase.over(explaining);
        this.out = out;
    }

    static void explain(DataSource source, PrintStream out) throws SQLException {
        new HotPath(source, out).all();
    }

    @FunctionalInterface
    private interface Work {
        void in(Connection connection) throws SQLException;
    }

    private void all() throws SQLException {
        run("insert into gateway_instance (id, host, alive_until) values ('" + OWNER + "', 'b', now() + '1 hour'), ('"
                + DEAD + "', 'a', now() - interval '1 hour')");
        run("insert into attempt_journal select id, lane, '{}', '{}' from gateway_instance,"
                + " unnest(array['transactional', 'bulk']) lane");
        run("insert into intake_offset (topic, partition, topic_id, next_offset) values ('mail.requests.v1', 0, '"
                + TOPIC + "', 100)");
        intake();
        delivery();
        results();
        suppression();
        recovery();
        parking();
        sizes();
    }

    private void intake() throws SQLException {
        plan("intake: the offset", c -> SubmissionStatements.advance(explainingDatabase, c, TOPIC));
        plan("intake: 200 keys, all seen", c -> SubmissionStatements.find(c, 5000, BATCH));
        plan("intake: 200 keys, none seen", c -> SubmissionStatements.take(c, BATCH));
        plan("intake: may leases be taken", c -> QueueStatements.confirm(explainingDatabase, c, OWNER));
    }

    private void delivery() throws SQLException {
        plan("delivery: claim 200 of 100,000 that are due", c -> QueueStatements.claim(c, BATCH, OWNER));
        run("update delivery set lease_owner = gen_random_uuid() where (mail_id, ordinal) in (select mail_id, ordinal"
                + " from delivery where lease_owner is null and due_at <= now() order by due_at, mail_id limit 50000)");
        plan("delivery: the same with 50,000 just taken and not vacuumed", c -> QueueStatements.claim(c, BATCH, OWNER));
        plan("delivery: the same, behind what was taken", c -> QueueStatements.claimAhead(c, BATCH, OWNER));
        List<Delivery> claimed = claimed();
        plan("delivery: load 200 mails", c -> QueueStatements.load(c, claimed));
        plan("operators: the last 500 mails of three templates", c -> QueueStatements.latest(c, TEMPLATES, 500));
        plan("operators: cancel 200 deliveries", c -> QueueStatements.cancel(c, claimed));
        run("update attempt_journal set leases_revoked = true where instance = '" + OWNER + "'");
        out.println("## delivery: 32 attempts on record, after an operator has acted\n");
        QueueStatements.journal(explainingDatabase, claimed.subList(0, 32), OWNER);
        plan("delivery: 200 outcomes", c -> QueueStatements.record(c, claimed));
        plan("delivery: what is late", c -> QueueStatements.late(c, 500));
        plan("delivery: give 200 leases back", c -> QueueStatements.release(c, claimed));
    }

    private void results() throws SQLException {
        String last = value("select pg_snapshot_xmin(pg_current_snapshot())::text");
        plan("results: 1,000 events, far behind", c -> ResultsStatements.after(c, "3000", new UUID(0, 0), 1000));
        plan("results: nothing new", c -> ResultsStatements.after(c, last, new UUID(0, 0), 1000));
    }

    private void suppression() throws SQLException {
        List<SuppressionList.Recipient> recipients = IntStream.range(0, 32)
                .mapToObj(i -> new SuppressionList.Recipient(
                        SHOP, new EmailAddress((i < 4 ? "gone" : "user") + i * 1000 + "@example.org")))
                .toList();
        plan("suppression: who of 32 is on a list of 100,000", c -> new SuppressionList().among(c, recipients));
        List<Suppression> gone = recipients.stream()
                .map(recipient -> new Suppression(
                        SHOP,
                        SuppressedAddress.of(recipient.address()),
                        SuppressionReason.INVALID_RECIPIENT,
                        Instant.now().plusSeconds(3600),
                        null))
                .toList();
        plan("suppression: 32 more", c -> new SuppressionList().put(c, gone));
        Set<AuditEvent.Subject> expired = claimed().stream()
                .limit(32)
                .map(delivery -> new AuditEvent.Subject(
                        delivery.key().mail(), delivery.key().ordinal(), delivery.recipient()))
                .collect(Collectors.toSet());
        plan("suppression: what 32 were put off for", c -> new LastRefusals().ofClass(c, expired, "QuotaIssues"));
    }

    private void recovery() throws SQLException {
        out.println("## recovery: leases that nobody knows of\n");
        QueueStatements.strays(explainingDatabase);
        run("update attempt_journal j set (mail_ids, ordinals) = (select array_agg(mail_id), array_agg(ordinal) from"
                + " (select mail_id, ordinal from delivery where lease_owner = '" + DEAD + "' limit 32) d)"
                + " where instance = '" + DEAD + "' and lane = 'transactional'");
        plan("recovery: take over from a dead instance with 2,000 leases, 32 under way", QueueStatements::takeOver);
    }

    private void parking() throws SQLException {
        List<Delivery> claimed = claimed();
        plan("parking: set 200 aside", c -> QueueStatements.park(c, claimed, "relay:ses"));
        run("update delivery d set due_at = expires_at, waits_for = case when number <= 20000 then 'relay:ses'"
                + " else 'destination:' || number % 2000 end"
                + " from (select mail_id, ordinal, row_number() over (order by due_at, mail_id) as number from delivery"
                + " where lane = 'transactional' and lease_owner is null and due_at <= now()) due"
                + " where d.mail_id = due.mail_id and d.ordinal = due.ordinal");
        run("vacuum analyze delivery");
        plan("parking: 1,000 keys of what waits", c -> QueueStatements.keys(c, 1000));
        plan(
                "parking: bring 200 back",
                c -> QueueStatements.unpark(
                        c, Map.of("relay:ses", 170, "destination:7", 10, "destination:8", 10, "nobody", 10), OWNER));
    }

    /** 200 leases that are there to stay. */
    private List<Delivery> claimed() throws SQLException {
        try (Connection connection = plain.getConnection()) {
            connection.setAutoCommit(false);
            List<Delivery> claimed = QueueStatements.claim(connection, BATCH, OWNER);
            connection.commit();
            return claimed;
        }
    }

    /** Does the work, tells the plan of each of its statements, and undoes it. */
    private void plan(String name, Work work) throws SQLException {
        out.println("## " + name + "\n");
        try (Connection connection = explaining.getConnection()) {
            connection.setAutoCommit(false);
            work.in(connection);
            connection.rollback();
        }
    }

    private void sizes() throws SQLException {
        out.println("## sizes in MB\n");
        try (Connection connection = plain.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select regexp_replace(relname, '_(\\d{4}w\\d\\d|default)', ''), relkind::text,"
                                + " round(sum(pg_relation_size(oid)) / 1048576, 1) from pg_class"
                                + " where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')"
                                + " group by 1, 2 order by 3 desc")) {
            while (rows.next()) {
                out.printf("%8s %s %s%n", rows.getString(3), rows.getString(2), rows.getString(1));
            }
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = plain.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = plain.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
