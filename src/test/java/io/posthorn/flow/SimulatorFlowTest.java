package io.posthorn.flow;

import static io.posthorn.testing.Correspondent.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.testing.Correspondent;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail to the simulator's addresses, on a gateway that sends all other mail as ever. */
@QuarkusTest
@TestProfile(Impatient.class)
@WithTestResource(WorldResource.class)
class SimulatorFlowTest {

    /** Of a stream whose mails are soon given up. */
    private static final String BRIEF = ", \"stream\": \"brief\"";

    private static Correspondent shop;

    private final String id = "simulated-" + UUID.randomUUID();

    @BeforeAll
    static void open() {
        shop = Correspondent.in(World.current());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "accept, delivery.relayed,",
        "bounce+5.1.1, delivery.failed, InvalidRecipient",
        "bounce+5.7.26, delivery.failed, AuthenticationFailed",
        "defer+4.2.2, delivery.deferred, QuotaIssues",
        "drop-after-data, delivery.in-doubt, BadConnection",
        "unreachable, delivery.deferred, NoAnswerFromHost",
        "slow+1, delivery.relayed,",
    })
    void eachAddressHasItsOutcomeAndTheResultSaysThatItIsSimulated(String local, String type, String category) {
        shop.publish(request(id, local + "+" + id.substring(0, 18) + "@simulator.invalid", BRIEF));

        JsonNode result = shop.result(id, type);

        assertThat(result.at("/smtp/simulated").booleanValue()).isTrue();
        assertThat(result.at("/smtp/relay").textValue()).isEqualTo("simulator");
        assertThat(result.path("class").textValue()).isEqualTo(category);
        assertThat(World.current().sink().mails())
                .noneMatch(mail -> mail.recipients().get(0).endsWith("@simulator.invalid"));
    }

    @Test
    void whatIsDeferredOnceIsRelayedAfterwards() {
        shop.publish(request(id, "defer-once+4.7.1@simulator.invalid", ""));

        assertThat(shop.result(id, "delivery.deferred").at("/smtp/enhancedCode").textValue())
                .isEqualTo("4.7.1");
        assertThat(shop.result(id, "delivery.relayed").at("/attempt").intValue())
                .isEqualTo(2);
    }

    @Test
    void nobodyIsSuppressedByASimulatedBounce() {
        String again = id + "-again";
        shop.publish(request(id, "bounce+5.1.1@simulator.invalid", ""));
        shop.result(id, "delivery.failed");

        shop.publish(request(again, "bounce+5.1.1@simulator.invalid", ""));

        assertThat(shop.result(again, "delivery.failed")
                        .at("/smtp/enhancedCode")
                        .textValue())
                .isEqualTo("5.1.1");
    }

    @Test
    void whatCannotBeReachedDoesNotKeepTheOthersFromTheSimulator() {
        for (int i = 0; i < 10; i++) {
            shop.publish(request(id + i, "unreachable@simulator.invalid", BRIEF));
        }
        for (int i = 0; i < 10; i++) {
            shop.result(id + i, "delivery.deferred");
        }

        shop.publish(request(id, "accept@simulator.invalid", ""));

        assertThat(shop.result(id, "delivery.relayed").at("/attempt").intValue())
                .isEqualTo(1);
    }
}
