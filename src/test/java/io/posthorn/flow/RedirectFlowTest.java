package io.posthorn.flow;

import static io.posthorn.testing.Correspondent.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.Correspondent;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpScript.Action;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A gateway whose mail all goes to one address. */
@QuarkusTest
@TestProfile(RedirectFlowTest.Redirecting.class)
@WithTestResource(WorldResource.class)
class RedirectFlowTest {

    private static final String QA = "qa@staging.example";

    private static Correspondent shop;

    private final World world = World.current();
    private final String id = "redirected-" + UUID.randomUUID();

    public static final class Redirecting implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "posthorn.staging.mode", "redirect",
                    "posthorn.staging.redirect-to", QA,
                    "posthorn.staging.allowed", "allowed.example");
        }
    }

    @BeforeAll
    static void open() {
        shop = Correspondent.in(World.current());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void goodServerAgain() {
        world.sink().reply(SmtpScript.ACCEPT);
    }

    @Test
    void aMailGoesToTheOneAddressAndTheResultNamesBoth() {
        shop.publish(request(id, id + "@example.org", ""));

        JsonNode relayed = shop.result(id, "delivery.relayed");

        assertThat(relayed.at("/recipient").textValue()).isEqualTo(id + "@example.org");
        assertThat(relayed.at("/smtp/redirectedTo").textValue()).isEqualTo(QA);
        assertThat(world.sink().mails())
                .filteredOn(mail -> mail.raw().contains(id))
                .singleElement()
                .satisfies(mail -> assertThat(mail.recipients()).isEqualTo(List.of(QA)));
    }

    @Test
    void whoIsAllowedGetsMail() {
        shop.publish(request(id, id + "@allowed.example", ""));

        assertThat(shop.result(id, "delivery.relayed").at("/smtp/redirectedTo").isMissingNode())
                .isTrue();
        assertThat(world.sink().mails()).anyMatch(mail -> mail.recipients().equals(List.of(id + "@allowed.example")));
    }

    @Test
    void aRefusalByTheOneAddressSuppressesNobody() {
        String again = id + "-again";
        world.sink().reply(SmtpScript.at(SmtpPhase.RCPT, Action.reply(550, "5.1.1 no such user")));
        shop.publish(request(id, id + "@example.org", ""));
        shop.result(id, "delivery.failed");
        world.sink().reply(SmtpScript.ACCEPT);

        shop.publish(request(again, id + "@example.org", ""));

        assertThat(shop.result(again, "delivery.relayed").at("/attempt").intValue())
                .isEqualTo(1);
    }
}
