package io.posthorn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.GatewayProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartIT {

    @Test
    void startedBeforeEverythingElseItIsAliveAndWaits() {
        try (Scene scene = new Scene("start", Duration.ZERO)) {
            scene.load.publish(20);
            scene.world.server().stop();
            scene.world.broker().stop();

            GatewayProcess gateway = scene.launch();

            Scene.await("it is alive", gateway::isAlive);
            assertThat(gateway.isReady()).isFalse();
            scene.world.server().start();
            assertThat(gateway.isAlive()).isTrue();
            scene.world.broker().start();
            Scene.await("it is ready", gateway::isReady);
            scene.awaitRest();
            assertThat(scene.findings().offences()).isEmpty();
        }
    }

    @Test
    void stoppedWhileTheDatabaseIsAwayItEndsAllTheSame() {
        try (Scene scene = new Scene("end", Duration.ofMillis(20))) {
            scene.with("POSTHORN_DELIVERY_DRAIN_TIMEOUT", "2s");
            scene.load.publish(500);
            GatewayProcess gateway = scene.launch();
            scene.awaitPart(500, 0, 4);
            scene.world.server().stop();

            gateway.stop();

            scene.world.server().start();
            scene.launch();
            scene.awaitRest();
            assertThat(scene.findings().offences()).isEmpty();
        }
    }
}
