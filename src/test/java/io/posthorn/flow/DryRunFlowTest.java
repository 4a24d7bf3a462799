package io.posthorn.flow;

import static io.posthorn.testing.Correspondent.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.testing.Correspondent;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A gateway that sends nothing, but to those on a list. */
@QuarkusTest
@TestProfile(DryRunFlowTest.DryRun.class)
@WithTestResource(WorldResource.class)
class DryRunFlowTest {

    private final String id = "dry-" + UUID.randomUUID();

    public static final class DryRun implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("posthorn.staging.mode", "dry-run", "posthorn.staging.allowed", "ada@example.org");
        }
    }

    @Test
    void onlyThoseOnTheListGetMailAndTheResultsOfTheOthersSayThatNothingWasSent() {
        World world = World.current();
        try (Correspondent shop = Correspondent.in(world)) {
            shop.publish(request(id + "-1", "grace@example.org", ""));
            shop.publish(request(id + "-2", "ada@example.org", ""));

            JsonNode withheld = shop.result(id + "-1", "delivery.relayed");
            JsonNode sent = shop.result(id + "-2", "delivery.relayed");

            assertThat(withheld.at("/smtp/simulated").booleanValue()).isTrue();
            assertThat(withheld.at("/smtp/relay").textValue()).isEqualTo("discard");
            assertThat(sent.at("/smtp/simulated").isMissingNode()).isTrue();
            assertThat(world.sink().mails())
                    .extracting(mail -> mail.recipients().get(0))
                    .contains("ada@example.org")
                    .doesNotContain("grace@example.org");
        }
    }
}
