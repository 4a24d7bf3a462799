package io.posthorn.faults;

import io.posthorn.testing.GatewayProcess;
import io.posthorn.testing.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Two gateways that share the work, of which one does not always do its part. */
final class Replicas {

    private static final int PER_SECOND = 50;

    private Replicas() {}

    /**
     * One is frozen with mail in flight until the other has taken over all that it had, and then goes on.
     *
     * @param requests how many are in the topic from the beginning; more follow until the end
     * @param times how often one is frozen
     */
    static Report freeze(int requests, int times) {
        List<Duration> resumed = new ArrayList<>();
        try (Scene scene = impatient("freeze")) {
            scene.load.publish(requests);
            scene.load.trickle(PER_SECOND);
            List<GatewayProcess> both = List.of(scene.launch(), scene.launch());
            Scene.await("both are on record", () -> scene.database().hasInstances(2));
            for (int i = 0; i < times; i++) {
                scene.awaitPart(requests, i, times);
                GatewayProcess frozen = both.get(ThreadLocalRandom.current().nextInt(2));
                resumed.add(scene.untilGoesOn(frozen, frozen::freeze));
                // It is to find out when it goes on; mail may have flowed before, if it had little.
                Scene.await(
                        "the frozen one was given up", () -> scene.database().hasInstances(1));
                frozen.thaw();
                Scene.await("it goes on", () -> scene.database().hasInstances(2));
            }
            scene.awaitRest();
            return scene.report("freeze", resumed);
        }
    }

    /**
     * One stays, and the other comes and goes, in good order and without by turns, so that the partitions change hands all
     * the time.
     *
     * @param requests how many are in the topic from the beginning; more follow until the end
     * @param times how often the other one comes, and goes
     * @param period how long it stays, and stays away
     */
    static Report rebalance(int requests, int times, Duration period) {
        List<Duration> resumed = new ArrayList<>();
        try (Scene scene = impatient("rebalance")) {
            scene.load.publish(requests);
            // Partitions without mail that comes in can change hands without harm.
            scene.load.trickle(Math.max(10, requests / 100));
            GatewayProcess stays = scene.launch();
            Scene.await("it has all to itself", stays::isReady);
            for (int i = 0; i < times; i++) {
                GatewayProcess other = scene.launch();
                // From then on it takes partitions away from the one that is there.
                String name = scene.name(other);
                Scene.await("the newcomer is on record", () -> scene.database().knows(name));
                resumed.add(scene.untilGoesOn(stays, () -> {}));
                Scene.await("both take part", () -> stays.isReady() && other.isReady());
                Scene.pause(period);
                resumed.add(scene.untilGoesOn(other, i % 2 == 0 ? other::kill : other::stop));
                Scene.pause(period);
            }
            scene.awaitRest();
            return scene.report("rebalance", resumed);
        }
    }

    /** Gives up soon, so that more happens within the same time. */
    private static Scene impatient(String name) {
        return new Scene(name, Duration.ofMillis(20))
                .with("POSTHORN_QUEUE_INSTANCE_LEASE", "3s")
                .with(
                        "QUARKUS_DATASOURCE_JDBC_NEW_CONNECTION_SQL",
                        // The last one counts.
                        Settings.packaged().getProperty("quarkus.datasource.jdbc.new-connection-sql")
                                + "; set idle_in_transaction_session_timeout = '3s'")
                .with("MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_SESSION_TIMEOUT_MS", "2000")
                .with("MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_HEARTBEAT_INTERVAL_MS", "500");
    }
}
