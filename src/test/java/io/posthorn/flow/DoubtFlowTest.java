package io.posthorn.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.Database;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.smtp.SmtpScript.Action;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attempts that nobody can know the end of: the mail may be there already. */
@QuarkusTest
@TestProfile(Impatient.class)
@WithTestResource(WorldResource.class)
class DoubtFlowTest {

    @Inject
    MeterRegistry meters;

    private final World world = World.current();
    private final Sender sender = new Sender(world);

    @AfterEach
    void close() {
        sender.close();
    }

    @Test
    void withResendTheSameBytesAreSentAgain() throws Exception {
        double before = doubts("resend", "silence");
        sender.nextHop(SmtpPhase.DOT, Action.takeAndClose());
        String id = sender.send("\"onDoubt\": \"resend\"");
        JsonNode doubt = last(sender.resultsUntil(id, "delivery.in-doubt"));
        sender.nextHop(SmtpPhase.DOT, Action.proceed());

        sender.resultsUntil(id, "delivery.relayed");

        assertThat(doubt.get("nextAttemptAt").textValue()).isNotBlank();
        assertThat(doubt.get("class").textValue()).isEqualTo("BadConnection");
        assertThat(sender.mails()).hasSizeGreaterThan(1);
        assertThat(sender.mails()).containsOnly(sender.mails().get(0));
        assertThat(doubts("resend", "silence")).isGreaterThan(before);
    }

    @Test
    void withHoldNothingIsSentAgain() throws Exception {
        double before = doubts("hold", "silence");
        sender.nextHop(SmtpPhase.DOT, Action.takeAndClose());
        String id = sender.send("\"onDoubt\": \"hold\"");
        List<JsonNode> results = sender.resultsUntil(id, "delivery.in-doubt");
        sender.nextHop(SmtpPhase.DOT, Action.proceed());

        sender.resultsUntil(sender.send(""), "delivery.relayed");

        assertThat(last(results).has("nextAttemptAt")).isFalse();
        assertThat(waits(mailId(results))).isFalse();
        assertThat(sender.mails()).hasSize(2);
        assertThat(doubts("hold", "silence")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource({"resend, true", "hold, false"})
    void theAttemptOfAnInstanceThatDiedIsInDoubtByTheSameRule(String policy, boolean again) throws Exception {
        double before = doubts(policy, "death");
        String id = sender.send("\"onDoubt\": \"" + policy + "\", \"sendAt\": \""
                + Instant.now().plusSeconds(3600) + "\"");
        UUID mail = mailId(sender.resultsUntil(id, "mail.accepted"));
        attemptedByTheDead(mail);

        JsonNode doubt = last(sender.resultsUntil(id, "delivery.in-doubt"));

        assertThat(doubt.has("nextAttemptAt")).isEqualTo(again);
        assertThat(doubt.get("attempt").intValue()).isEqualTo(1);
        if (again) {
            sender.resultsUntil(id, "delivery.relayed");
        }
        assertThat(waits(mail)).isFalse();
        assertThat(sender.mails()).hasSize(again ? 1 : 0);
        await().until(() -> doubts(policy, "death"), count -> count == before + 1);
    }

    @Test
    void whatADeadInstanceHadNotBegunIsSimplySent() throws Exception {
        String id = sender.send(
                "\"onDoubt\": \"hold\", \"sendAt\": \"" + Instant.now().plusSeconds(3600) + "\"");
        UUID mail = mailId(sender.resultsUntil(id, "mail.accepted"));
        leasedByTheDead(mail, false);

        assertThat(Sender.types(sender.resultsUntil(id, "delivery.relayed")))
                .containsExactly("mail.accepted", "delivery.relayed");
    }

    private double doubts(String policy, String cause) {
        return meters.find("posthorn.doubts").tags("policy", policy, "cause", cause).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private void attemptedByTheDead(UUID mail) throws SQLException {
        leasedByTheDead(mail, true);
    }

    /** In the tables it looks as if an instance had held the mail's delivery, and then had died. */
    private void leasedByTheDead(UUID mail, boolean journalled) throws SQLException {
        UUID dead = UUID.randomUUID();
        run(
                "update delivery set lease_owner = ?, lease_epoch = lease_epoch + 1, due_at = now() where mail_id = ?",
                dead,
                mail);
        run(
                "with dead as (insert into gateway_instance (id, host, alive_until) values (?, 'dead', now()) returning id)"
                        + " insert into attempt_journal (instance, lane, mail_ids, ordinals)"
                        + " select id, 'transactional', array[?]::uuid[], array[0]::smallint[] from dead",
                dead,
                journalled ? mail : UUID.randomUUID());
    }

    private boolean waits(UUID mail) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement(
                        "select due_at is not null or lease_owner is not null from delivery where mail_id = ?")) {
            select.setObject(1, mail);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private void run(String sql, Object... parameters) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(world.jdbcUrl(), Database.USER, Database.USER);
    }

    private static UUID mailId(List<JsonNode> results) {
        return UUID.fromString(results.get(0).get("mailId").textValue());
    }

    private static JsonNode last(List<JsonNode> results) {
        return results.get(results.size() - 1);
    }
}
