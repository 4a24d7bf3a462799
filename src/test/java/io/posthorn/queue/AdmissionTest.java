package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.OnDoubt;
import io.posthorn.mail.Schedule;
import io.posthorn.store.FreshDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private Spool spool;

    @BeforeEach
    void open() {
        spool = Spool.on(FreshDatabase.create(), "posthorn.queue.room=2", "posthorn.queue.instance-lease=1h");
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void whatIsDueAndFindsRoomIsLeasedAndHandedOver() throws Exception {
        Mail mail = Spool.mail(OnDoubt.RESEND, "a@example.org", "b@example.org");
        AcceptedMail planned = spool.admission.plan(mail, Spool.CONTENT, null, 100);

        List<Delivery> leased = insert(planned);
        spool.admission.end(List.of(planned), leased);

        assertThat(owners()).containsOnly("[" + spool.instance.identity() + "]").hasSize(2);
        assertThat(spool.handOver.take(Lane.TRANSACTIONAL, 10, Duration.ofMillis(1)))
                .extracting(Ticket::mail)
                .containsExactly(mail, mail);
        assertThat(spool.handOver.used(Lane.TRANSACTIONAL)).isEqualTo(2);
        assertThat(leased)
                .allSatisfy(delivery ->
                        assertThat(spool.handOver.holds(delivery.hold())).isTrue());
    }

    @Test
    void whatFindsNoRoomWaitsInTheTable() throws Exception {
        spool.handOver.reserve(Lane.TRANSACTIONAL, 1, 1);
        AcceptedMail planned = spool.admission.plan(
                Spool.mail(OnDoubt.RESEND, "a@example.org", "b@example.org"), Spool.CONTENT, null, 100);

        spool.admission.end(List.of(planned), insert(planned));

        assertThat(owners()).containsExactly("[null]", "[null]");
        assertThat(spool.handOver.used(Lane.TRANSACTIONAL)).isEqualTo(1);
        assertThat(spool.claim(10)).hasSize(2);
    }

    @Test
    void whatIsToBeSentLaterWaitsInTheTable() throws Exception {
        Instant tomorrow = Instant.now().plusSeconds(86_400);
        AcceptedMail planned = spool.admission.plan(
                Spool.mail(new Schedule(tomorrow, null, OnDoubt.RESEND), "a@example.org"), Spool.CONTENT, null, 100);

        spool.admission.end(List.of(planned), insert(planned));

        assertThat(owners()).containsExactly("[null]");
        assertThat(planned.expiresAt()).isEqualTo(tomorrow.plus(Duration.ofHours(48)));
        assertThat(spool.claim(10)).isEmpty();
    }

    @Test
    void anInstanceThatHasBeenGivenUpLeasesNothingAndGivesItsRoomBack() throws Exception {
        AcceptedMail planned =
                spool.admission.plan(Spool.mail(OnDoubt.RESEND, "a@example.org"), Spool.CONTENT, null, 100);
        spool.database.run("delete from gateway_instance");

        spool.admission.end(List.of(planned), insert(planned));

        assertThat(owners()).containsExactly("[null]");
        assertThat(spool.handOver.used(Lane.TRANSACTIONAL)).isZero();
    }

    private List<Delivery> insert(AcceptedMail planned) throws SQLException {
        return spool.database.transactions().once(connection -> spool.admission.insert(connection, List.of(planned)));
    }

    private List<String> owners() {
        return spool.database.rows("select lease_owner from delivery order by ordinal");
    }
}
