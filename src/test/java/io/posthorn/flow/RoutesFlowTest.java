package io.posthorn.flow;

import static io.posthorn.testing.Correspondent.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.Correspondent;
import io.posthorn.testing.Ports;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpSink;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mails that go by other relays than the default one. */
@QuarkusTest
@WithTestResource(WorldResource.class)
@WithTestResource(RoutesFlowTest.Servers.class)
class RoutesFlowTest {

    private static Correspondent shop;

    private final String id = "route-" + UUID.randomUUID();

    @BeforeAll
    static void open() {
        shop = Correspondent.in(World.current());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void aMailGoesByTheRelayOfItsRouteAndTheResultNamesIt() {
        shop.publish(request(id, id + "@a.branch.example", ""));

        JsonNode relayed = shop.result(id, "delivery.relayed");

        assertThat(relayed.at("/smtp/relay").textValue()).isEqualTo("branch");
        assertThat(relayed.at("/smtp/host").textValue()).isEqualTo("localhost");
        assertThat(arrived(Servers.branch)).isTrue();
    }

    @Test
    void whatNoRuleFitsGoesByTheDefaultRelay() {
        shop.publish(request(id, id + "@branch.example", ""));

        assertThat(shop.result(id, "delivery.relayed").at("/smtp/relay").textValue())
                .isEqualTo("default");
        assertThat(arrived(World.current().sink())).isTrue();
    }

    @Test
    void whenTheFirstRelayCannotBeReachedTheNextTakesTheMailInTheSameAttempt() {
        shop.publish(request(id, id + "@example.net", ", \"tenant\": \"acme\""));

        JsonNode relayed = shop.result(id, "delivery.relayed");

        assertThat(relayed.at("/smtp/relay").textValue()).isEqualTo("branch");
        assertThat(relayed.at("/attempt").intValue()).isEqualTo(1);
    }

    @Test
    void whenTheFirstRelayTakesNoMailForNowTheNextTakesThisOneAndThoseThatFollowAtTheFirstAttempt() {
        shop.publish(request(id, id + "@example.net", ", \"tenant\": \"slow\""));
        JsonNode relayed = shop.result(id, "delivery.relayed");
        for (int i = 0; i < 20; i++) {
            shop.publish(request(id + "-" + i, id + "@example.net", ", \"tenant\": \"slow\""));
        }

        assertThat(relayed.at("/smtp/relay").textValue()).isEqualTo("branch");
        assertThat(relayed.at("/attempt").intValue()).isEqualTo(1);
        for (int i = 0; i < 20; i++) {
            JsonNode following = shop.result(id + "-" + i, "delivery.relayed");
            assertThat(following.at("/smtp/relay").textValue()).isEqualTo("branch");
            assertThat(following.at("/attempt").intValue()).isEqualTo(1);
        }
    }

    @Test
    void whileNoRelayOfTheRouteAnswersMailWaitsWithoutAnAttemptAndWithoutAResult() {
        String second = id + "-2";
        String third = id + "-3";
        shop.publish(request(id, id + "@example.net", ", \"tenant\": \"lost\""));
        JsonNode attempted = shop.result(id, "delivery.deferred");
        shop.publish(request(second, second + "@example.net", ", \"tenant\": \"lost\""));
        shop.result(second, "mail.accepted");

        // It is looked at after the second, and what came of both is written in that order.
        shop.publish(request(third, third + "@a.branch.example", ""));
        shop.result(third, "delivery.relayed");

        assertThat(attempted.at("/class").textValue()).isEqualTo("NoAnswerFromHost");
        assertThat(Rows.of(
                        World.current(),
                        "select state, sequence, attempt from delivery where recipient = ?",
                        second + "@example.net"))
                .containsExactly("[accepted, 1, 0]");
        assertThat(shop.results(second))
                .extracting(result -> result.at("/type").textValue())
                .containsExactly("mail.accepted");
    }

    private boolean arrived(SmtpSink sink) {
        return sink.mails().stream().anyMatch(mail -> mail.recipients().get(0).startsWith(id));
    }

    /** A relay of its own for {@code branch.example}, two that are gone, and one that takes no mail for now. */
    public static final class Servers implements QuarkusTestResourceLifecycleManager {

        static SmtpSink branch;
        private static SmtpSink busy;

        @Override
        public Map<String, String> start() {
            branch = SmtpSink.start(0);
            busy = SmtpSink.start(0);
            busy.reply(SmtpScript.at(
                    SmtpPhase.CONNECT, SmtpScript.Action.reply(421, "4.3.2 System not accepting messages")));
            Map<String, String> settings = new HashMap<>();
            relay(settings, "branch", branch.port());
            relay(settings, "gone", Ports.free());
            relay(settings, "lost", Ports.free());
            relay(settings, "busy", busy.port());
            settings.put("posthorn.routes[0].recipient-domains", "*.branch.example");
            settings.put("posthorn.routes[0].relays", "branch");
            settings.put("posthorn.routes[1].tenants", "acme");
            settings.put("posthorn.routes[1].relays", "gone,branch");
            settings.put("posthorn.routes[2].tenants", "lost");
            settings.put("posthorn.routes[2].relays", "lost");
            settings.put("posthorn.routes[3].tenants", "slow");
            settings.put("posthorn.routes[3].relays", "busy,branch");
            settings.put("posthorn.relay.breaker.failures", "1");
            settings.put("posthorn.relay.breaker.pause", "1h");
            settings.put("posthorn.relay.breaker.longest-pause", "1h");
            return settings;
        }

        private static void relay(Map<String, String> settings, String name, int port) {
            settings.put("posthorn.relays." + name + ".host", "localhost");
            settings.put("posthorn.relays." + name + ".port", Integer.toString(port));
            settings.put("posthorn.relays." + name + ".tls", "none");
            settings.put("posthorn.relays." + name + ".clear-text-allowed", "true");
        }

        @Override
        public void stop() {
            branch.close();
            busy.close();
        }
    }
}
