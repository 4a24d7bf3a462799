package io.posthorn.faults;

import io.posthorn.testing.GatewayProcess;
import java.time.Duration;
import java.util.concurrent.Callable;

/** There is no room left on PostgreSQL's disk under load, and later there is again. */
enum FullDisk {
    /** Statements that need room fail with SQLSTATE 53100; the server goes on. */
    DATA("disk-full"),
    /** The server breaks down; then it recovers, only to break down again, or stays away. */
    LOG("log-full");

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
        try (DatabaseOnSmallDisk server = new DatabaseOnSmallDisk(100 + requests / 100);
                Scene scene = new Scene(scenario, Duration.ofMillis(20), server)) {
            return of(server, scene).endure(scene, scenario, requests, times, away);
        }
    }

    private Absence of(DatabaseOnSmallDisk server, Scene scene) {
        return new Absence() {
            @Override
            public Callable<Boolean> begin(GatewayProcess gateway) {
                Callable<Boolean> noticed = noticed(scene, server);
                server.fill(FullDisk.this == LOG);
                return noticed;
            }

            @Override
            public Duration end() {
                return scene.untilNextMail(() -> {
                    server.clear(FullDisk.this == LOG);
                    server.start();
                });
            }
        };
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
