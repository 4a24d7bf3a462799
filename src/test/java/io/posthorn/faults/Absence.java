package io.posthorn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.GatewayProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Something that the gateway needs is away for a while, and comes back. */
interface Absence {

    int PER_SECOND = 50;

    /** Takes it away; answers what tells that the gateway has noticed. */
    Callable<Boolean> begin(GatewayProcess gateway);

    /** Brings it back; answers how long it took until mail flowed again. */
    Duration end();

    /**
     * Has it happen under load.
     *
     * @param requests how many are in the topic from the beginning; more follow until the end
     * @param times how often it goes away
     * @param away for how long at least, once the gateway has noticed
     */
    default Report endure(Scene scene, String name, int requests, int times, Duration away) {
        List<Duration> resumed = new ArrayList<>();
        scene.with("POSTHORN_QUEUE_INSTANCE_LEASE", "3s");
        scene.load.publish(requests);
        scene.load.trickle(PER_SECOND);
        GatewayProcess gateway = scene.launch();
        for (int i = 0; i < times; i++) {
            scene.awaitPart(requests, i, times);
            Scene.await("the gateway noticed", begin(gateway));
            Scene.pause(away);
            assertThat(gateway.isAlive()).isTrue();
            resumed.add(end());
            Scene.await("it is ready", gateway::isReady);
        }
        scene.awaitRest();
        return scene.report(name, resumed);
    }
}
