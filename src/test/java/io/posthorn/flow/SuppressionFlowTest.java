package io.posthorn.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.Database;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.smtp.SmtpScript.Action;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that turn out to be none. */
@QuarkusTest
@TestProfile(Impatient.class)
@WithTestResource(WorldResource.class)
class SuppressionFlowTest {

    private final World world = World.current();
    private final Sender sender = new Sender(world, "ada@x" + UUID.randomUUID() + ".example");

    @AfterEach
    void close() {
        sender.close();
    }

    @Test
    void anAddressThatIsNoneIsNotMailedAgainInThatStream() throws Exception {
        sender.nextHop(SmtpPhase.RCPT, Action.reply(550, "5.1.1 user unknown"));
        sender.resultsUntil(sender.send("\"stream\": \"news\""), "delivery.failed");
        sender.nextHop(SmtpPhase.RCPT, Action.proceed());

        String id = sender.send("\"stream\": \"news\"");
        JsonNode suppressed = sender.resultsUntil(id, "delivery.suppressed").get(1);
        sender.resultsUntil(sender.send("\"stream\": \"reset\""), "delivery.relayed");

        assertThat(suppressed.get("class").textValue()).isEqualTo("InvalidRecipient");
        assertThat(suppressed.get("reason").textValue()).contains("suppression list until");
        assertThat(suppressed.get("attempt").intValue()).isZero();
        assertThat(sender.mails()).hasSize(1);
    }

    @Test
    void anAddressIsTriedAgainWhenItsTimeIsOver() throws Exception {
        sender.nextHop(SmtpPhase.RCPT, Action.reply(550, "5.2.1 disabled"));
        sender.resultsUntil(sender.send(""), "delivery.failed");
        sender.nextHop(SmtpPhase.RCPT, Action.proceed());
        sender.resultsUntil(sender.send(""), "delivery.suppressed");
        run("update suppression set until = now() where address = '" + sender.recipient + "'");

        sender.resultsUntil(sender.send(""), "delivery.relayed");
    }

    @Test
    void aDomainThatIsNoneIsSuppressedAsAWhole() throws Exception {
        sender.nextHop(SmtpPhase.RCPT, Action.reply(550, "5.1.2 no such domain"));
        sender.resultsUntil(sender.send(""), "delivery.failed");

        try (Sender neighbour = new Sender(world, sender.recipient.replace("ada@", "grace@"))) {
            JsonNode suppressed = neighbour
                    .resultsUntil(neighbour.send(""), "delivery.suppressed")
                    .get(1);

            assertThat(suppressed.get("class").textValue()).isEqualTo("BadDomain");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.7.1 policy", "5.7.26 unauthenticated", "5.7.1 blocked using zen.spamhaus.org", "no"})
    void aRefusalForAnythingElseSuppressesNobody(String text) throws Exception {
        sender.nextHop(SmtpPhase.RCPT, Action.reply(550, text));
        sender.resultsUntil(sender.send(""), "delivery.failed");
        sender.nextHop(SmtpPhase.RCPT, Action.proceed());

        sender.resultsUntil(sender.send(""), "delivery.relayed");
    }

    @Test
    void aMailboxThatStaysFullIsLeftAlone() throws Exception {
        sender.nextHop(SmtpPhase.RCPT, Action.reply(552, "5.2.2 mailbox full"));
        String first = sender.send("\"stream\": \"brief\"");
        String second = sender.send("\"stream\": \"brief\"");
        String third = sender.send("\"stream\": \"brief\"");
        sender.resultsUntil(first, "delivery.expired");
        sender.resultsUntil(second, "delivery.expired");
        sender.resultsUntil(third, "delivery.expired");

        String id = sender.send("\"stream\": \"brief\"");
        JsonNode suppressed = sender.resultsUntil(id, "delivery.suppressed").get(1);

        assertThat(suppressed.get("class").textValue()).isEqualTo("QuotaIssues");
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(world.jdbcUrl(), Database.USER, Database.USER);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
