package io.posthorn.faults;

import io.posthorn.testing.GatewayProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** SIGKILL with mail in flight, and another start at once. */
final class Kills {

    private Kills() {}

    /**
     * @param requests how many are in the topic from the beginning
     * @param times how often the gateway is killed
     */
    static Report run(int requests, int times) {
        List<Duration> resumed = new ArrayList<>();
        try (Scene scene = new Scene("kill", Duration.ofMillis(10))) {
            scene.load.publish(requests);
            GatewayProcess gateway = scene.launch();
            for (int i = 0; i < times; i++) {
                scene.awaitPart(requests, i, times);
                gateway.kill();
                scene.awaitSilence();
                GatewayProcess[] next = new GatewayProcess[1];
                resumed.add(scene.untilNextMail(() -> next[0] = scene.launch()));
                gateway = next[0];
            }
            scene.awaitRest();
            return scene.report("kill", resumed);
        }
    }
}
