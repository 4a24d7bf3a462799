package io.posthorn.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.smtp.SmtpScript.Action;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mail that is not taken at once, on a machine whose clock jumps by years at every look. */
@QuarkusTest
@TestProfile(Impatient.class)
@WithTestResource(WorldResource.class)
class RetryFlowTest {

    private final Sender sender = new Sender(World.current());

    @AfterEach
    void close() {
        sender.close();
    }

    @Test
    void aMailThatIsRefusedForNowIsTriedUntilItIsTaken() throws Exception {
        sender.nextHop(SmtpPhase.RCPT, Action.reply(451, "4.7.1 greylisted"));
        String id = sender.send("");
        sender.resultsUntil(id, results -> count(results, "delivery.deferred") >= 3);
        sender.nextHop(SmtpPhase.RCPT, Action.proceed());

        List<JsonNode> results = sender.resultsUntil(id, "delivery.relayed");

        assertThat(sequences(results)).containsExactlyElementsOf(upTo(results.size()));
        assertThat(results.get(1).get("attempt").intValue()).isEqualTo(1);
        assertThat(results.get(1).get("reason").textValue()).isEqualTo("greylisting");
        assertThat(results).hasSizeGreaterThan(4).hasSizeLessThan(200);
        assertThat(sender.mails()).hasSize(1);
    }

    @Test
    void theStreamsOwnScheduleHolds() throws Exception {
        sender.nextHop(SmtpPhase.RCPT, Action.reply(451, "4.3.0 not now"));

        JsonNode deferred = sender.resultsUntil(sender.send("\"stream\": \"patient\""), "delivery.deferred")
                .get(1);

        Duration pause = Duration.between(
                Instant.parse(deferred.get("at").textValue()),
                Instant.parse(deferred.get("nextAttemptAt").textValue()));
        assertThat(pause).isBetween(Duration.ofMinutes(47), Duration.ofMinutes(73));
    }

    @Test
    void aMailThatStillWaitsIsToldOfOnce() throws Exception {
        sender.nextHop(SmtpPhase.RCPT, Action.reply(451, "4.3.0 not now"));
        String id = sender.send("\"stream\": \"slow\"");
        int before = sender.resultsUntil(id, "delivery.late").size();
        sender.resultsUntil(id, results -> results.size() > before + 6);
        sender.nextHop(SmtpPhase.RCPT, Action.proceed());

        List<JsonNode> results = sender.resultsUntil(id, "delivery.relayed");

        assertThat(Sender.types(results)).containsOnlyOnce("delivery.late");
        assertThat(sequences(results)).containsExactlyElementsOf(upTo(results.size()));
        JsonNode late = results.stream()
                .filter(result -> result.get("type").textValue().equals("delivery.late"))
                .findFirst()
                .orElseThrow();
        assertThat(late.get("recipient").textValue()).isEqualTo(sender.recipient);
        assertThat(late.get("nextAttemptAt").textValue()).isNotBlank();
        assertThat(late.get("reason").textValue()).contains("tried until");
    }

    @Test
    void aMailThatWaitsForItsTurnIsToldOfToo() throws Exception {
        String tenant = "\"tenant\": \"one-an-hour\", \"stream\": \"slow\"";
        sender.resultsUntil(sender.send(tenant), "delivery.relayed");

        List<JsonNode> results = sender.resultsUntil(sender.send(tenant), "delivery.late");

        assertThat(Sender.types(results)).containsExactly("mail.accepted", "delivery.late");
    }

    @Test
    void aMailEndsWithItsLife() throws Exception {
        sender.nextHop(SmtpPhase.RCPT, Action.reply(451, "4.3.0 not now"));
        String id = sender.send("\"stream\": \"brief\"");

        List<JsonNode> results = sender.resultsUntil(id, "delivery.expired");

        JsonNode expired = results.get(results.size() - 1);
        assertThat(expired.get("class").textValue()).isEqualTo("MessageExpired");
        assertThat(Duration.between(
                        Instant.parse(results.get(0).get("at").textValue()),
                        Instant.parse(expired.get("at").textValue())))
                .isBetween(Duration.ofMillis(1500), Duration.ofMinutes(1));
        assertThat(results.size()).isGreaterThan(3);
    }

    @Test
    void aMailThatIsSentLaterIsNotSentBefore() throws Exception {
        Instant sendAt = Instant.now().plusSeconds(2);
        String id = sender.send("\"sendAt\": \"" + sendAt + "\"");

        List<JsonNode> results = sender.resultsUntil(id, "delivery.relayed");

        assertThat(Instant.parse(results.get(1).get("at").textValue())).isAfter(sendAt.minusMillis(50));
    }

    @Test
    void aMailIsDatedByTheDatabase() throws Exception {
        JsonNode relayed =
                sender.resultsUntil(sender.send(""), "delivery.relayed").get(1);

        Duration day = Duration.ofDays(1);
        Instant date = ZonedDateTime.parse(sender.mails().get(0).header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        assertThat(date).isBetween(Instant.now().minus(day), Instant.now().plus(day));
        for (String name : List.of("mailId", "eventId")) {
            UUID made = UUID.fromString(relayed.get(name).textValue());
            assertThat(Instant.ofEpochMilli(made.getMostSignificantBits() >>> 16))
                    .isBetween(Instant.now().minus(day), Instant.now().plus(day));
        }
    }

    private static int count(List<JsonNode> results, String type) {
        return Collections.frequency(Sender.types(results), type);
    }

    private static List<Integer> sequences(List<JsonNode> results) {
        return results.stream().map(result -> result.get("sequence").intValue()).toList();
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
