package io.posthorn.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.audit.AuditEvent;
import io.posthorn.audit.AuditTrail;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.OnDoubt;
import io.posthorn.queue.Spool;
import io.posthorn.store.FreshDatabase;
import io.posthorn.testing.Contract;
import io.posthorn.testing.Settings;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterTest {

    private static final IntakeConfig CONFIG = Settings.read(IntakeConfig.class);
    private static final UUID TOPIC = UUID.randomUUID();

    private FreshDatabase database;
    private Spool spool;
    private Spool otherSpool;
    private Register register;
    private Register other;

    @BeforeEach
    void twoInstances() {
        database = FreshDatabase.create();
        spool = Spool.on(database);
        otherSpool = Spool.on(database);
        register = register(spool);
        other = register(otherSpool);
    }

    @AfterEach
    void close() {
        spool.close();
        otherSpool.close();
    }

    @Test
    void ofTwoBatchesThatDecidedAtOnceAboutOneKeyTheSecondFindsARepetition() {
        Mail mail = Spool.mail(OnDoubt.RESEND, "a@example.org");

        List<AuditEvent> first = events(register.commit(List.of(accept(mail, "body")), List.of()));
        List<AuditEvent> second = events(other.commit(List.of(accept(again(mail), "body")), List.of()));

        assertThat(first).containsExactly(new AuditEvent.Accepted(mail.id(), null));
        assertThat(second).containsExactly(new AuditEvent.Duplicate(mail.id(), null, null));
        assertThat(database.rows("select count(*) from delivery")).containsExactly("[1]");
    }

    @Test
    void ofTwoBodiesUnderOneKeyTheSecondIsAConflict() {
        Mail mail = Spool.mail(OnDoubt.RESEND, "a@example.org");
        register.commit(List.of(accept(mail, "body")), List.of());

        List<AuditEvent> second = events(other.commit(List.of(accept(again(mail), "another")), List.of()));

        assertThat(second).singleElement().isInstanceOfSatisfying(AuditEvent.Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo("idempotency-conflict");
            assertThat(rejected.mail()).isNotEqualTo(mail.id());
        });
        assertThat(database.rows("select count(*) from mail")).containsExactly("[1]");
    }

    @Test
    void twoThatRaceForManyKeysInOppositeOrdersTakeEachOnce() throws Exception {
        List<Mail> mails = IntStream.range(0, 100)
                .mapToObj(i -> Spool.mail(OnDoubt.RESEND, "a" + i + "@example.org"))
                .toList();
        List<Decision> ours = mails.stream().map(mail -> accept(mail, "body")).collect(Collectors.toList());
        List<Decision> theirs =
                mails.stream().map(mail -> accept(again(mail), "body")).collect(Collectors.toList());
        Collections.reverse(theirs);
        CyclicBarrier start = new CyclicBarrier(2);

        CompletableFuture<List<AuditEvent>> one = CompletableFuture.supplyAsync(() -> race(start, register, ours));
        CompletableFuture<List<AuditEvent>> two = CompletableFuture.supplyAsync(() -> race(start, other, theirs));

        List<AuditEvent> all = new ArrayList<>(one.get());
        all.addAll(two.get());
        assertThat(all.stream().collect(Collectors.groupingBy(AuditEvent::type, Collectors.counting())))
                .isEqualTo(Map.of("mail.accepted", 100L, "mail.duplicate", 100L));
        assertThat(database.rows("select count(*), count(distinct request_id) from mail"))
                .containsExactly("[100, 100]");
        assertThat(database.rows("select count(*) from audit_event")).containsExactly("[200]");
        // Of what was planned and not accepted the room is given back.
        assertThat(spool.handOver().used(Lane.TRANSACTIONAL)
                        + otherSpool.handOver().used(Lane.TRANSACTIONAL))
                .isEqualTo(100);
    }

    @Test
    void twoDesksThatAreAskedForTheSameAtOnceAcceptItOnce() throws Exception {
        List<Submission> requests = IntStream.range(0, 50)
                .<Submission>mapToObj(i -> new Submission.Request(
                        Contract.parse("""
                                {"id": "r-%d", "from": "a@example.org", "to": ["b@example.org"], "subject": "s", "text": "t"}""".formatted(i)),
                        100,
                        new Submission.Envelope(Lane.TRANSACTIONAL, null, null, null, null)))
                .toList();
        CyclicBarrier start = new CyclicBarrier(2);

        List<CompletableFuture<List<AuditEvent>>> desks =
                List.of(desk(spool, register), desk(otherSpool, other)).stream()
                        .map(desk -> CompletableFuture.supplyAsync(() -> {
                            await(start);
                            return events(desk.submit(requests, List.of()));
                        }))
                        .toList();

        List<String> types = new ArrayList<>();
        for (CompletableFuture<List<AuditEvent>> desk : desks) {
            desk.get().forEach(event -> types.add(event.type()));
        }
        assertThat(types).containsOnly("mail.accepted", "mail.duplicate").hasSize(100);
        assertThat(types).filteredOn("mail.accepted"::equals).hasSize(50);
        assertThat(database.rows("select count(*) from mail")).containsExactly("[50]");
    }

    @Test
    void aRepetitionWithinOneBatchIsOneToo() {
        Submission request = new Submission.Request(
                Contract.parse("""
                        {"id": "r", "from": "a@example.org", "to": ["b@example.org"], "subject": "s", "text": "t"}"""), 100, new Submission.Envelope(Lane.TRANSACTIONAL, null, null, null, null));

        List<AuditEvent> events = events(desk(spool, register).submit(List.of(request, copy(request)), List.of()));

        assertThat(events).extracting(AuditEvent::type).containsExactly("mail.accepted", "mail.duplicate");
    }

    @Test
    void theOffsetMovesWithTheBatch() throws Exception {
        Offsets.begin(database, "t", 0, new IntakeOffsets.Position(TOPIC, 5));

        register.commit(
                List.of(accept(Spool.mail(OnDoubt.RESEND, "a@example.org"), "b")),
                List.of(new OffsetAdvance("t", TOPIC, 0, 5, 9, List.of(new OffsetAdvance.Gap(5, 8)))));

        assertThat(Offsets.on(database).find("t", 0)).contains(new IntakeOffsets.Position(TOPIC, 9));
        assertThat(database.rows(
                        "select source_offset, detail ->> 'to' from audit_event where type = 'intake.skipped'"))
                .containsExactly("[5, 8]");
    }

    @Test
    void whoHasBeenOvertakenWritesNothingAtAll() throws Exception {
        Offsets.begin(database, "t", 0, new IntakeOffsets.Position(TOPIC, 5));
        Offsets.begin(database, "t", 1, new IntakeOffsets.Position(TOPIC, 7));

        Receipt receipt = register.commit(
                List.of(accept(Spool.mail(OnDoubt.RESEND, "a@example.org"), "b")),
                List.of(
                        new OffsetAdvance("t", TOPIC, 0, 5, 6, List.of()),
                        new OffsetAdvance("t", TOPIC, 1, 5, 6, List.of())));

        assertThat(receipt).isInstanceOf(Receipt.Fenced.class);
        assertThat(database.rows("select next_offset from intake_offset order by partition"))
                .containsExactly("[5]", "[7]");
        assertThat(database.rows("select count(*) from mail")).containsExactly("[0]");
        assertThat(database.rows("select count(*) from request_key")).containsExactly("[0]");
        assertThat(database.rows("select count(*) from audit_event where type <> 'intake.begun'"))
                .containsExactly("[0]");
        assertThat(spool.handOver().used(Lane.TRANSACTIONAL)).isZero();
    }

    @Test
    void aKeyThatHasOutlivedItsWindowIsFree() {
        Mail mail = Spool.mail(OnDoubt.RESEND, "a@example.org");
        register.commit(List.of(accept(mail, "body")), List.of());
        database.run("update request_key set created_at = created_at - interval '8 days'");

        List<AuditEvent> second = events(register.commit(List.of(accept(again(mail), "another")), List.of()));

        assertThat(second).singleElement().isInstanceOf(AuditEvent.Accepted.class);
        assertThat(database.rows("select count(*) from mail")).containsExactly("[2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "audit_event"})
    void aWeekThatIsMadeWhileSomebodyReadsForLongDoesNotStopIntake(String table) throws Exception {
        String week = "'%s', (now() at time zone 'UTC')::date + 28".formatted(table);
        database.run("do $$ begin execute 'drop table ' || posthorn_week(%s); end $$".formatted(week));
        // Otherwise it would give up while this test looks.
        database.run("alter function posthorn_add_week(text, date, bigint) set lock_timeout = '60s'");
        try (Connection reader = database.connect()) {
            reader.setAutoCommit(false);
            try (Statement read = reader.createStatement()) {
                read.execute("select count(*) from " + table);
            }
            CompletableFuture<Void> made =
                    CompletableFuture.runAsync(() -> database.run("select posthorn_add_week(%s)".formatted(week)));
            Awaitility.await()
                    .until(() -> database.rows("select count(*) > 0 from pg_locks where not granted")
                            .contains("[t]"));

            CompletableFuture<List<AuditEvent>> events = CompletableFuture.supplyAsync(() -> events(register.commit(
                    List.of(accept(Spool.mail(OnDoubt.RESEND, "a@example.org"), "b")), List.of())));

            assertThat(events.get(30, TimeUnit.SECONDS)).singleElement().isInstanceOf(AuditEvent.Accepted.class);
            assertThat(made).isNotDone();
            reader.rollback();
            made.get(30, TimeUnit.SECONDS);
        }
        assertThat(database.rows("select to_regclass(posthorn_week(%s)) is not null".formatted(week)))
                .containsExactly("[t]");
    }

    private Register register(Spool queue) {
        return new Register(
                database.transactions(),
                Offsets.on(database),
                new RequestKeys(CONFIG),
                queue.admission(),
                new AuditTrail(database.ids()),
                database.ids(),
                new SimpleMeterRegistry());
    }

    private SubmissionDesk desk(Spool queue, Register own) {
        return new SubmissionDesk(
                new RequestReader(CONFIG, new ScheduleReader(CONFIG, database.clock())),
                new RequestKeys(CONFIG),
                new Preparation(null, null, null, Settings.read(TenantConfig.class), database.clock(), database.ids()),
                own,
                database.transactions(),
                queue.handOver(),
                CONFIG);
    }

    private static Decision accept(Mail mail, String body) {
        return new Decision.Accept(mail, Spool.CONTENT, 100, BodyHash.of(Contract.parse('"' + body + '"')), null);
    }

    /** The same request, decided about by somebody else. */
    private static Mail again(Mail mail) {
        Mail other = Spool.mail(
                OnDoubt.RESEND, mail.addressees().to().get(0).address().value());
        return new Mail(
                other.id(),
                mail.acceptedAt(),
                mail.lane(),
                mail.labels(),
                mail.addressees(),
                mail.body(),
                mail.headers(),
                mail.attachments(),
                mail.schedule());
    }

    private static Submission copy(Submission submission) {
        Submission.Request request = (Submission.Request) submission;
        return new Submission.Request(request.body(), request.weight(), request.envelope());
    }

    private static List<AuditEvent> race(CyclicBarrier start, Register register, List<Decision> decisions) {
        await(start);
        return events(register.commit(decisions, List.of()));
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<AuditEvent> events(Receipt receipt) {
        return ((Receipt.Committed) receipt).events();
    }
}
