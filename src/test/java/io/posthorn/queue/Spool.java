package io.posthorn.queue;

import com.github.f4b6a3.uuid.UuidCreator;
import io.posthorn.mail.Addressees;
import io.posthorn.mail.Body;
import io.posthorn.mail.Content;
import io.posthorn.mail.Labels;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.Mailbox;
import io.posthorn.mail.OnDoubt;
import io.posthorn.mail.Schedule;
import io.posthorn.store.FreshDatabase;
import io.posthorn.store.SessionName;
import io.posthorn.testing.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** The queue on a real database, as one instance has it, without the container. */
public final class Spool implements AutoCloseable {

    /** What every mail of this spool says. */
    public static final Content CONTENT = new Content("subject", "text", null);

    final FreshDatabase database;
    final MailQueue queue = new MailQueue();
    final HandOver handOver;
    final InstanceLease instance;
    final RetrySchedule schedule;
    final Admission admission;
    final QueueConfig config;

    private Spool(FreshDatabase database, String... settings) {
        this.database = database;
        this.config = Settings.read(QueueConfig.class, settings);
        this.handOver = new HandOver(config);
        this.instance = new InstanceLease(
                database.transactions(), database.schema(), database.clock(), new SessionName(), config, "test");
        this.schedule = new RetrySchedule(Settings.read(RetryConfig.class), database.clock());
        this.admission = new Admission(queue, handOver, instance, schedule, database.clock());
        instance.start(null);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(instance::isRegistered);
    }

    /** An instance on that database. */
    public static Spool on(FreshDatabase database, String... settings) {
        return new Spool(database, settings);
    }

    public Admission admission() {
        return admission;
    }

    public HandOver handOver() {
        return handOver;
    }

    public RetrySchedule schedule() {
        return schedule;
    }

    /** A way to set aside what this instance has leased. */
    public Parking parking() {
        return new Parking(database.transactions(), handOver);
    }

    /** A mail to those. */
    public static Mail mail(OnDoubt onDoubt, String... recipients) {
        return mail(new Schedule(null, null, onDoubt), recipients);
    }

    static Mail mail(Schedule schedule, String... recipients) {
        return new Mail(
                new MailId(UuidCreator.getTimeOrderedEpoch()),
                Instant.parse("2026-11-23T16:00:00Z"),
                Lane.TRANSACTIONAL,
                new Labels(
                        "shop", "request-" + UuidCreator.getTimeOrderedEpoch(), "transactional", Map.of(), null, null),
                new Addressees(
                        Mailbox.parse("shop@example.org"),
                        Arrays.stream(recipients).map(Mailbox::parse).toList(),
                        List.of(),
                        List.of(),
                        List.of()),
                new Body.ReadyMade(CONTENT),
                List.of(),
                List.of(),
                schedule);
    }

    /** Makes a mail durable, due when it says or else at once, and leased by nobody. */
    public Mail accept(Mail mail) throws SQLException {
        Instant due = mail.schedule().sendAt() == null
                ? database.clock().now()
                : mail.schedule().sendAt();
        AcceptedMail accepted =
                new AcceptedMail(mail, CONTENT, null, null, 100, due, due.plusSeconds(3600), null, false);
        database.transactions().once(connection -> queue.insert(connection, List.of(accepted), null));
        return mail;
    }

    /** Leases what is due. */
    public List<Delivery> claim(int most) throws SQLException {
        return database.transactions()
                .once(connection -> claim(connection, Lane.TRANSACTIONAL, most, instance.identity()));
    }

    static List<Delivery> claim(Connection connection, Lane lane, int most, UUID owner) throws SQLException {
        return DueTable.claim(connection, lane, DuePosition.START, most, owner).deliveries();
    }

    @Override
    public void close() {
        instance.end();
    }
}
