package io.posthorn.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.audit.AuditEvent;
import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import io.posthorn.mail.MailId;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.HandOver;
import io.posthorn.queue.InstanceLease;
import io.posthorn.queue.Lease;
import io.posthorn.queue.Outcome;
import io.posthorn.testing.Database;
import io.posthorn.testing.MailRow;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One mail that is broken, or one verdict that the database refuses, among others that are not. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class PoisonTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    OutcomeWriter outcomes;

    @Inject
    HandOver handOver;

    @Inject
    InstanceLease instance;

    private final String jdbcUrl = World.current().jdbcUrl();

    @BeforeEach
    void theGatewayRuns() {
        await().atMost(PATIENCE).until(instance::isRegistered);
    }

    @Test
    void aVerdictThatTheDatabaseRefusesIsWrittenWithoutItsDetails() throws SQLException {
        Delivery refused = leased(1);
        Delivery neighbour = leased(1);

        outcomes.write(verdict(refused, "what nobody can store: \u0000"));
        outcomes.write(verdict(neighbour, "fine"));

        await().atMost(PATIENCE)
                .until(() -> reasons(refused).size() == 1 && reasons(neighbour).size() == 1);
        assertThat(reasons(refused).get(0)).contains("could not be stored");
        assertThat(reasons(neighbour)).containsExactly("fine");
    }

    @Test
    void ofTwoVerdictsAboutOneDeliveryOnlyThatOfTheLivingLeaseIsOnRecord() throws SQLException {
        Delivery anew = leased(3);
        assertThat(handOver.reserve(Lane.TRANSACTIONAL, 1, 100)).isTrue();
        Delivery lost = under(anew.key(), new Lease(anew.lease().owner(), 1));

        outcomes.write(verdict(lost, "lost"));
        outcomes.write(verdict(anew, "anew"));

        await().atMost(PATIENCE).until(() -> !reasons(anew).isEmpty());
        assertThat(reasons(anew)).containsExactly("anew");
    }

    @Test
    void aMailThatCannotBeReadIsPutOffAndTheRoomItTookIsGivenBack() {
        UUID broken = MailRow.in(jdbcUrl)
                .at(Instant.now().minusSeconds(600))
                .to("ada@example.org", "deferred")
                .accepted();

        await().atMost(PATIENCE).until(() -> reasons(broken).stream().anyMatch(reason -> reason.contains("message")));
        await().atMost(PATIENCE).until(() -> handOver.used(Lane.TRANSACTIONAL) == 0);
    }

    /** A delivery that this instance has a lease for. */
    private Delivery leased(int epoch) throws SQLException {
        UUID mail = MailRow.in(jdbcUrl).to("ada@example.org", "accepted").accepted();
        try (Connection connection = connect();
                PreparedStatement lease = connection.prepareStatement(
                        "update delivery set lease_owner = ?, lease_epoch = ? where mail_id = ?")) {
            lease.setObject(1, instance.identity());
            lease.setInt(2, epoch);
            lease.setObject(3, mail);
            lease.executeUpdate();
        }
        assertThat(handOver.reserve(Lane.TRANSACTIONAL, 1, 100)).isTrue();
        return under(new DeliveryKey(new MailId(mail), 0), new Lease(instance.identity(), epoch));
    }

    private static Delivery under(DeliveryKey key, Lease lease) {
        return new Delivery(
                key,
                Lane.TRANSACTIONAL,
                new EmailAddress("ada@example.org"),
                DeliveryState.ACCEPTED,
                1,
                1,
                100,
                Instant.now().plusSeconds(3600),
                lease);
    }

    private static Verdict verdict(Delivery delivery, String reason) {
        Outcome outcome = new Outcome(delivery, DeliveryState.RELAYED, 2, null);
        return new Verdict(
                outcome,
                new AuditEvent.DeliveryChanged(
                        new AuditEvent.Subject(delivery.key().mail(), 0, delivery.recipient()),
                        DeliveryState.RELAYED,
                        2,
                        outcome.sequence(),
                        null,
                        null,
                        reason,
                        null));
    }

    private List<String> reasons(Delivery delivery) throws SQLException {
        return reasons(delivery.key().mail().value());
    }

    /** Of the events of that mail after those that {@link MailRow} writes. */
    private List<String> reasons(UUID mail) throws SQLException {
        List<String> reasons = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement(
                        "select detail ->> 'reason' from audit_event where mail_id = ? and sequence > 1")) {
            select.setObject(1, mail);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reasons.add(row.getString(1));
                }
            }
        }
        return reasons;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, Database.USER, Database.USER);
    }
}
