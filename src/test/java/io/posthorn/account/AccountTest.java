package io.posthorn.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.account.Offender.Kind;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lays hands on tables that the gateway filled, and sees the offender named. */
@QuarkusTest
@WithTestResource(WorldResource.class)
@TestProfile(EverySecond.class)
class AccountTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final World world = World.current();
    private final Tables tables = new Tables(world);
    private History history;

    @BeforeEach
    void everythingHasHappened() throws Exception {
        history = History.of(world);
    }

    @Test
    void theAccountCloses() throws Exception {
        Report report = tables.after("select 1");

        assertThat(report.offenders()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report.since()).isNull();
        assertThat(report.offsets()).isEqualTo(tables.value("select sum(next_offset) from intake_offset"));
        assertThat(tables.value("select count(*) from audit_event where type = 'intake.begun'"))
                .isEqualTo(tables.value("select count(*) from intake_offset"));
        assertThat(tables.value("select count(*) from audit_event where type = 'intake.skipped'"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"mail.accepted", "mail.duplicate", "mail.rejected", "request.dead-lettered", "intake.skipped"})
    void anEventThatIsGoneLeavesItsOffsetMissing(String type) throws Exception {
        long offset = tables.value("select min(source_offset) from audit_event where type = '" + type + "'");

        Report report = tables.after(
                "delete from audit_event where type = '%s' and source_offset = %d".formatted(type, offset));

        assertThat(report.offenders())
                .contains(missing(offset, offset + 1))
                .extracting(Offender::kind)
                .containsOnly(
                        type.equals("mail.accepted")
                                ? new Kind[] {Kind.OFFSETS_MISSING, Kind.ACCEPTANCE_MISSING}
                                : new Kind[] {Kind.OFFSETS_MISSING});
    }

    @Test
    void aPositionThatWasMovedOnLeavesItsOffsetsMissing() throws Exception {
        long next = next();

        assertThat(tables.after(
                                "update intake_offset set next_offset = next_offset + 3 where topic = '%s' and partition = 0"
                                        .formatted(topic()))
                        .offenders())
                .containsExactly(missing(next, next + 3));
    }

    @Test
    void aPositionThatWasMovedBackOrIsGoneIsNamed() throws Exception {
        String where = " where topic = '%s' and partition = 0".formatted(topic());

        assertThat(kinds(tables.after("update intake_offset set next_offset = 1" + where)))
                .containsExactly(Kind.POSITION_BEHIND);
        assertThat(kinds(tables.after("delete from intake_offset" + where))).containsExactly(Kind.POSITION_MISSING);
    }

    @Test
    void aBeginningThatIsGoneIsNamed() throws Exception {
        Report report = tables.after(
                "delete from audit_event where type = 'intake.begun' and source_topic = '%s'".formatted(topic())
                        + " and source_partition = 0");

        assertThat(kinds(report)).containsExactly(Kind.BEGINNING_MISSING);
    }

    @Test
    void anOffsetThatWasReadAgainIsNamedUnlessItWasBegunAgain() throws Exception {
        String again = "insert into audit_event (id, type, source_topic, source_partition, source_offset)"
                + " values (gen_random_uuid(), 'mail.rejected', '%s', 0, 1)".formatted(topic());
        String begun = "select posthorn_begin_partition('%s', 0, 1, 'read again')".formatted(topic());
        String moved =
                "update intake_offset set next_offset = 2 where topic = '%s' and partition = 0".formatted(topic());

        assertThat(tables.after(again).offenders()).singleElement().satisfies(offender -> {
            assertThat(offender.kind()).isEqualTo(Kind.OFFSET_REPEATED);
            assertThat(offender.subject()).isEqualTo(new Offender.Offsets(topic(), 0, 1, 2));
        });
        assertThat(tables.after(begun).offenders()).isEmpty();
        assertThat(kinds(tables.after(begun, again, moved))).doesNotContain(Kind.OFFSET_REPEATED, Kind.POSITION_BEHIND);
    }

    // What was done to the relayed mail, and what that is called.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from mail where id = MAIL | MAIL_MISSING",
                "update mail set source_offset = 99 where id = MAIL | SOURCE_DIFFERS",
                "delete from audit_event where mail_id = MAIL and type = 'mail.accepted' | ACCEPTANCE_MISSING",
                "delete from delivery where mail_id = MAIL and ordinal = 1 | DELIVERIES_DIFFER",
                "delete from delivery where mail_id = MAIL and ordinal = 1 | DELIVERY_MISSING",
                "delete from audit_event where mail_id = MAIL and type = 'delivery.relayed' | SEQUENCE_BROKEN",
                "update audit_event set sequence = 4 where mail_id = MAIL and ordinal = 1 and type = 'delivery.relayed' |"
                        + " SEQUENCE_BROKEN",
                "update audit_event set type = 'delivery.failed' where mail_id = MAIL and type = 'delivery.relayed' |"
                        + " STATE_DIFFERS",
                "update delivery set state = 'failed' where mail_id = MAIL and ordinal = 1 | STATE_DIFFERS",
                "update delivery set sequence = 3 where mail_id = MAIL and ordinal = 1 | STATE_DIFFERS",
                "update delivery set due_at = now() + interval '1 day' where mail_id = MAIL | DELIVERY_UNDEAD",
                "update delivery set lease_owner = MAIL where mail_id = MAIL | DELIVERY_UNDEAD",
            })
    void whatIsWrongWithAMailIsNamed(String tampering, Kind kind) throws Exception {
        String mail = history.mail("relayed");

        Report report = tables.after(tampering.replace("MAIL", "'" + mail + "'"));

        assertThat(report.offenders()).anySatisfy(offender -> {
            assertThat(offender.kind()).isEqualTo(kind);
            assertThat(((Offender.Mail) offender.subject()).mail()).isEqualTo(mail);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "deferred, due_at = null, DELIVERY_STRANDED",
        "deferred, lease_owner = mail_id, HOLDER_MISSING",
        "deferred, state = 'accepted', STATE_DIFFERS",
        "held, due_at = now() + interval '1 day', DELIVERY_STRANDED",
        "last, state = 'accepted', DELIVERY_STRANDED",
    })
    void aDeliveryThatCannotComeToAnEndIsNamed(String name, String change, Kind kind) throws Exception {
        Report report = tables.after("update delivery set " + change + " where mail_id = '" + history.mail(name) + "'");

        assertThat(report.offenders()).anySatisfy(offender -> {
            assertThat(offender.kind()).isEqualTo(kind);
            assertThat(offender.subject()).isEqualTo(new Offender.Mail(history.mail(name), 0, "ada@example.org"));
        });
    }

    @Test
    void aLeaseThatALivingInstanceKeepsLongAfterItsDeliveryHasExpiredIsNamed() throws Exception {
        String forgotten = "update delivery set lease_owner = (select min(id::text)::uuid from gateway_instance),"
                + " expires_at = now() - interval '%s' where mail_id = '" + history.mail("deferred") + "'";
        String dead = "update gateway_instance set alive_until = now() - interval '1 s'";

        assertThat(tables.after(forgotten.formatted("61 minutes")).offenders())
                .singleElement()
                .satisfies(offender -> {
                    assertThat(offender.kind()).isEqualTo(Kind.LEASE_FORGOTTEN);
                    assertThat(offender.subject())
                            .isEqualTo(new Offender.Mail(history.mail("deferred"), 0, "ada@example.org"));
                });
        assertThat(tables.after(forgotten.formatted("59 minutes")).offenders()).isEmpty();
        assertThat(tables.after(forgotten.formatted("61 minutes"), dead).offenders())
                .isEmpty();
    }

    @Test
    void whatIsInDoubtWaitsForAnOperatorOnlyIfItsMailSaysSo() throws Exception {
        Report report =
                tables.after("update mail set on_doubt = 'resend' where id = '" + history.mail("doubtful") + "'");

        assertThat(kinds(report)).containsExactly(Kind.DELIVERY_STRANDED);
    }

    @Test
    void partitionsOfTheTrailThatWereDroppedAreNotMissed() throws Exception {
        await().atMost(PATIENCE).until(() -> tables.value("select from_xid::text::bigint from account") > 0);

        Report report = tables.after(
                "insert into account_checkpoint (taken_at, from_xid, ledger)"
                        + " select now() + interval '8 days', from_xid, ledger from account",
                "do $$ declare p text; begin for p in select inhrelid::regclass from pg_inherits"
                        + " where inhparent = 'audit_event'::regclass and inhrelid::regclass::text <> 'audit_event_default'"
                        + " order by 1 limit 1 loop execute 'drop table ' || p; end loop; end $$");

        assertThat(report.offenders()).isEmpty();
        assertThat(report.since()).isNotNull();
    }

    @Test
    void anAccountThatIsBegunAnewForgivesWhatWasAndSaysSo() throws Exception {
        String loss = "delete from mail where id = '" + history.mail("relayed") + "'";
        String skip = "update intake_offset set next_offset = next_offset + 3 where topic = '%s' and partition = 0"
                .formatted(topic());

        assertThat(kinds(tables.after(loss, "select posthorn_begin_account('known and dealt with')")))
                .isEmpty();
        assertThat(kinds(tables.after(loss, "select posthorn_begin_account('known and dealt with')", skip)))
                .containsExactly(Kind.OFFSETS_MISSING);
    }

    private static List<Kind> kinds(Report report) {
        return report.offenders().stream().map(Offender::kind).distinct().toList();
    }

    private Offender missing(long from, long to) {
        return Ledger.missingOffsets(new Ledger.Partition(topic(), 0), from, to);
    }

    private long next() throws SQLException {
        return tables.value(
                "select next_offset from intake_offset where topic = '%s' and partition = 0".formatted(topic()));
    }

    private String topic() {
        return world.topics().transactional();
    }
}
