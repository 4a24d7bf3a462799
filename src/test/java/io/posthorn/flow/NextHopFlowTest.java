package io.posthorn.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.ResultRecord;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpScript.Action;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A next hop that refuses, and what comes of the mail. */
@QuarkusTest
@TestProfile(Impatient.class)
@WithTestResource(WorldResource.class)
class NextHopFlowTest {

    private final World world = World.current();
    private final Requester requester = new Requester(world);
    private final String id = "retry-" + UUID.randomUUID();
    private final String recipient = id + "@example.org";

    @AfterEach
    void close() {
        world.sink().reply(SmtpScript.ACCEPT);
        requester.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = SmtpPhase.class,
            names = {"MAIL", "RCPT", "DATA", "DOT"})
    void whatIsRefusedForNowIsTriedAgain(SmtpPhase phase) {
        firstTime(phase, Action.reply(451, "4.7.1 greylisted, try again later"));

        publish("\"tags\": {\"a\": \"b\"}");

        List<ResultRecord> results = requester.resultsUntil("delivery.relayed", id);
        assertThat(types(results)).containsExactly("mail.accepted", "delivery.deferred", "delivery.relayed");
        JsonNode smtp = results.get(1).event().get("smtp");
        assertThat(smtp.get("phase").textValue()).isEqualTo(phase.name());
        assertThat(smtp.get("code").intValue()).isEqualTo(451);
        assertThat(smtp.get("enhancedCode").textValue()).isEqualTo("4.7.1");
        assertThat(smtp.get("text").textValue()).isEqualTo("greylisted, try again later");
        assertThat(requester.mailsTo(recipient)).hasSize(1);
    }

    @Test
    void whatIsRefusedForGoodIsNotTriedAgain() {
        world.sink()
                .reply((phase, sender, to) -> phase == SmtpPhase.RCPT && recipient.equals(to)
                        ? Action.reply(550, "5.1.1 nobody of that name")
                        : Action.proceed());

        publish("\"cc\": [\"cc-" + recipient + "\"]");

        List<ResultRecord> results = requester.resultsUntil("delivery.failed", id);
        JsonNode failed = the("delivery.failed", results);
        assertThat(failed.get("class").textValue()).isEqualTo("InvalidRecipient");
        assertThat(failed.has("nextAttemptAt")).isFalse();
        assertThat(requester.resultsUntil("delivery.relayed", id)).hasSize(3);
        assertThat(requester.mailsTo(recipient)).isEmpty();
        assertThat(requester.mailsTo("cc-" + recipient)).hasSize(1);
    }

    @Test
    void whatIsNotDeliveredWithinItsLifeExpires() {
        world.sink()
                .reply((phase, sender, to) ->
                        recipient.equals(to) ? Action.reply(450, "4.2.1 not now") : Action.proceed());

        publish("\"expiresAt\": \"" + Instant.now().plusSeconds(1) + "\"");

        List<ResultRecord> results = requester.resultsUntil("delivery.expired", id);
        assertThat(types(results)).startsWith("mail.accepted").endsWith("delivery.expired");
        assertThat(results.get(results.size() - 1).event().get("class").textValue())
                .isEqualTo("MessageExpired");
        assertThat(requester.mailsTo(recipient)).isEmpty();
    }

    @Test
    void theResultsOfEachRecipientComeInTheirOrderInOnePartition() {
        Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
        world.sink().reply((phase, sender, to) -> {
            if (phase != SmtpPhase.RCPT || !to.contains(id)) {
                return Action.proceed();
            }
            int refused =
                    refusals.computeIfAbsent(to, key -> new AtomicInteger()).getAndIncrement();
            int wanted = Character.isDigit(to.charAt(0)) ? to.charAt(0) - '0' : 0;
            return refused < wanted ? Action.reply(451, "4.3.0 later") : Action.proceed();
        });

        publish("\"cc\": [\"1-" + recipient + "\", \"2-" + recipient + "\", \"3-" + recipient + "\"]");

        List<ResultRecord> results = requester.resultsUntil("delivery.relayed", id, 4);
        assertThat(results)
                .extracting(ResultRecord::partition)
                .containsOnly(results.get(0).partition());
        assertThat(results).isSortedAccordingTo(Comparator.comparing(ResultRecord::offset));
        for (int deferrals = 0; deferrals < 4; deferrals++) {
            String to = (deferrals == 0 ? "" : deferrals + "-") + recipient;
            assertThat(results)
                    .filteredOn(result -> result.text("recipient").equals(to))
                    .extracting(result -> result.event().get("sequence").intValue())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(2, 2 + deferrals).boxed().toList());
        }
    }

    private void firstTime(SmtpPhase when, Action action) {
        AtomicInteger reached = new AtomicInteger();
        world.sink().reply((phase, sender, to) -> {
            boolean his = when == SmtpPhase.MAIL || recipient.equals(to);
            return phase == when && his && reached.getAndIncrement() == 0 ? action : Action.proceed();
        });
    }

    private void publish(String field) {
        requester.publish("""
                {"id": "%s", "from": "shop@example.org", "to": ["%s"], "subject": "s", "text": "t", %s}""".formatted(id, recipient, field));
    }

    private static List<String> types(List<ResultRecord> results) {
        return results.stream().map(result -> result.text("type")).toList();
    }

    private static JsonNode the(String type, List<ResultRecord> results) {
        return results.stream()
                .map(ResultRecord::event)
                .filter(event -> event.get("type").textValue().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
