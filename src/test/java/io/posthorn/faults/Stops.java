package io.posthorn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.GatewayProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** SIGTERM with mail in flight, and another start. */
final class Stops {

    /** Of a JVM that was asked to end. */
    private static final int SIGTERM = 128 + 15;

    private Stops() {}

    /**
     * @param requests how many are in the topic from the beginning
     * @param times how often the gateway is stopped
     */
    static Report run(int requests, int times) {
        List<Duration> resumed = new ArrayList<>();
        try (Scene scene = new Scene("stop", Duration.ofMillis(50))) {
            scene.load.publish(requests);
            GatewayProcess gateway = scene.launch();
            for (int i = 0; i < times; i++) {
                scene.awaitPart(requests, i, times);
                assertThat(gateway.stop()).isEqualTo(SIGTERM);
                GatewayProcess[] next = new GatewayProcess[1];
                resumed.add(scene.untilNextMail(() -> next[0] = scene.launch()));
                gateway = next[0];
            }
            scene.awaitRest();
            return scene.report("stop", resumed);
        }
    }
}
