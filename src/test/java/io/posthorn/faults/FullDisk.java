package io.posthorn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.GatewayProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** There is no room left on PostgreSQL's disk under load, and later there is again. */
enum FullDisk {
    /** Statements that need room fail with SQLSTATE 53100; the server goes on. */
    DATA("disk-full"),
    /** The server breaks down; then it recovers, only to break down again, or stays away. */
    LOG("log-full");

    private static final int PER_SECOND = 50;

    private final String scenario;

    FullDisk(String scenario) {
        this.scenario = scenario;
    }

    /**
     * @param requests how many are in the topic from the beginning; more follow until the end
     * @param times how often the disk gets full
     * @param away for how long at least it stays full, once the gateway has noticed
     */
    Report run(int requests, int times, Duration away) {
        List<Duration> resumed = new ArrayList<>();
        try (DatabaseOnSmallDisk server = new DatabaseOnSmallDisk(100 + requests / 100);
                Scene scene = new Scene(scenario, Duration.ofMillis(20), server)) {
            scene.with("POSTHORN_QUEUE_INSTANCE_LEASE", "3s");
            scene.load.publish(requests);
            scene.load.trickle(PER_SECOND);
            GatewayProcess gateway = scene.launch();
            for (int i = 0; i < times; i++) {
                scene.awaitPart(requests, i, times);
                Callable<Boolean> noticed = noticed(scene, server);
                server.fill(this == LOG);
                Scene.await("the disk is full", noticed);
                Scene.pause(away);
                assertThat(gateway.isAlive()).isTrue();
                resumed.add(scene.untilNextMail(() -> {
                    server.clear(this == LOG);
                    server.start();
                }));
                Scene.await("it is ready", gateway::isReady);
            }
            scene.awaitRest();
            return scene.report(scenario, resumed);
        }
    }

    private Callable<Boolean> noticed(Scene scene, DatabaseOnSmallDisk server) {
        if (this == LOG) {
            int before = server.panics();
            return () -> server.panics() > before;
        }
        int before = scene.logged("SQLSTATE 53100");
        return () -> scene.logged("SQLSTATE 53100") > before;
    }
}
