package io.posthorn.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.ResultRecord;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The trail's tail, when transactions end in another order than they began, and when it has to begin again. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class TailFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final World world = World.current();
    private final Requester requester = new Requester(world);
    private final String id = "tail-" + UUID.randomUUID();

    @AfterEach
    void close() {
        requester.close();
    }

    @Test
    void anEventThatIsCommittedLateIsPublishedAllTheSameAndBeforeThoseThatBeganLater() throws SQLException {
        try (Connection late = Rows.open(world)) {
            late.setAutoCommit(false);
            UUID lateEvent = append(late);
            publish(id);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> Rows.of(
                                            world,
                                            "select e.type from audit_event e join mail m on m.id = e.mail_id"
                                                    + " where m.request_id = ? and e.type = 'delivery.relayed'",
                                            id)
                                    .size()
                            == 1);
            assertThat(requester.results(id)).isEmpty();

            late.commit();

            requester.resultsUntil("delivery.relayed", id);
            assertThat(requester.results())
                    .extracting(result -> result.text("eventId"))
                    .contains(lateEvent.toString());
        }
    }

    @Test
    void anEventWhoseTransactionIsRolledBackHoldsNothingUpAndIsNotPublished() throws SQLException {
        UUID never;
        try (Connection late = Rows.open(world)) {
            late.setAutoCommit(false);
            never = append(late);
            publish(id);
            late.rollback();
        }

        requester.resultsUntil("delivery.relayed", id);

        assertThat(requester.results())
                .extracting(result -> result.text("eventId"))
                .doesNotContain(never.toString());
    }

    @Test
    void whatIsPublishedAgainIsTheSameToTheLastOctet() throws SQLException {
        publish(id);
        List<ResultRecord> first = requester.resultsUntil("delivery.relayed", id);
        // As after a crash between Kafka's acknowledgement and ours.
        try (Connection connection = Rows.open(world);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update results_tail set owner = null, xid = '0',"
                    + " event_id = '00000000-0000-0000-0000-000000000000'");
        }
        publish("again-" + id);

        List<ResultRecord> all = requester.resultsUntil("delivery.relayed", id, 2);

        for (ResultRecord result : first) {
            assertThat(all)
                    .filteredOn(other -> other.text("eventId").equals(result.text("eventId")))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(other -> {
                        assertThat(other.headers()).isEqualTo(result.headers());
                        assertThat(other.event()).isEqualTo(result.event());
                        assertThat(other.key()).isEqualTo(result.key());
                    });
        }
        assertThat(requester.mailsTo(id + "@example.org")).hasSize(1);
    }

    private void publish(String requestId) {
        requester.publish("""
                {"id": "%s", "from": "shop@example.org", "to": ["%s@example.org"], "subject": "s", "text": "t"}""".formatted(requestId, requestId));
    }

    /** Appends an event that nobody else would. */
    private static UUID append(Connection connection) throws SQLException {
        UUID event = UUID.randomUUID();
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit_event (id, type, mail_id, sequence, detail) values (?, 'mail.rejected', ?, 1,"
                        + " '{\"code\": \"invalid-request\", \"errors\": []}')")) {
            insert.setObject(1, event);
            insert.setObject(2, UUID.randomUUID());
            insert.executeUpdate();
        }
        return event;
    }
}
