package io.posthorn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.GatewayProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedLimitIT {

    private static final int TO_ORG = 3;
    private static final int BY_RELAY = 6;

    private final Conversations conversations = new Conversations(Duration.ofMillis(50));

    @Test
    void twoGatewaysKeepToLimitsTogetherAndTheOneThatIsLeftHasAllOfThem() {
        try (Scene scene = new Scene("limits", Duration.ZERO)) {
            scene.world.sink().reply(conversations);
            scene.with("POSTHORN_QUEUE_INSTANCE_LEASE", "3s")
                    .with("POSTHORN_LIMITS_DESTINATIONS_ORG_DOMAINS", "example.org")
                    .with("POSTHORN_LIMITS_DESTINATIONS_ORG_CONCURRENCY", Integer.toString(TO_ORG))
                    .with("POSTHORN_RELAY_CONCURRENCY", Integer.toString(BY_RELAY));
            List<GatewayProcess> both = List.of(scene.launch(), scene.launch());
            Scene.await("both are on record", () -> scene.database().hasInstances(2));
            scene.load.publish(1000, i -> Request.to(i, "ada." + i + (i % 2 == 0 ? "@example.org" : "@example.net")));

            // A newcomer relays nothing before the other has left it its part: from then on nobody has all alone.
            Scene.await("both have relayed mail", () -> both.stream().allMatch(SharedLimitIT::hasRelayed));
            conversations.recount();
            Scene.await("both together use all that is permitted", this::allIsUsed);

            both.get(0).kill();
            Scene.await("it was given up", () -> scene.database().hasInstances(1));
            conversations.recount();
            Scene.await("the one that is left uses all that is permitted", this::allIsUsed);

            scene.awaitRest();
            Report report = scene.report("limits", List.of());
            System.out.println(report);
            assertThat(conversations.mostEver("example.org")).isEqualTo(TO_ORG);
            assertThat(conversations.mostEver(Conversations.ALL)).isEqualTo(BY_RELAY);
            assertThat(report.findings().offences()).isEmpty();
            assertThat(report.findings().counts().accepted()).isEqualTo(report.expected());
        }
    }

    private boolean allIsUsed() {
        return conversations.most("example.org") >= TO_ORG && conversations.most(Conversations.ALL) >= BY_RELAY;
    }

    private static boolean hasRelayed(GatewayProcess gateway) {
        return gateway.get(gateway.management("/q/metrics"))
                .filter(answer -> answer.body().contains("state=\"relayed\""))
                .isPresent();
    }
}
