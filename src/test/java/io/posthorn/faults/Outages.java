package io.posthorn.faults;

import io.posthorn.testing.GatewayProcess;
import io.posthorn.testing.World;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Something that the gateway talks to goes away under load, and comes back. */
enum Outages {
    BROKER(world -> world.broker().stop(), world -> world.broker().start()),
    DATABASE(world -> world.server().stop(), world -> world.server().start()),
    CRASH(world -> world.server().crash(), world -> world.server().start()),
    RELAY(world -> world.sink().stop(), world -> world.sink().start());

    private final Consumer<World> leave;
    private final Consumer<World> comeBack;

    Outages(Consumer<World> leave, Consumer<World> comeBack) {
        this.leave = leave;
        this.comeBack = comeBack;
    }

    /**
     * @param requests how many are in the topic from the beginning; more follow until the end
     * @param times how often it goes away
     * @param away for how long at least, once the gateway has noticed
     */
    Report run(int requests, int times, Duration away) {
        String name = name().toLowerCase(Locale.ROOT);
        try (Scene scene = new Scene(name, Duration.ofMillis(20))) {
            return in(scene).endure(scene, name, requests, times, away);
        }
    }

    private Absence in(Scene scene) {
        return new Absence() {
            @Override
            public Callable<Boolean> begin(GatewayProcess gateway) {
                leave.accept(scene.world);
                if (Outages.this == RELAY) {
                    long before = scene.database().deferred();
                    return () -> scene.database().deferred() > before;
                }
                return () -> !gateway.isReady();
            }

            /** Without the broker mail goes on as long as there is any: there it is the next request that tells. */
            @Override
            public Duration end() {
                comeBack.accept(scene.world);
                if (Outages.this != BROKER) {
                    return scene.untilNextMail(() -> {});
                }
                long begun = System.nanoTime();
                long before = scene.database().accounted();
                Scene.await("another request was taken", () -> scene.database().accountsFor(before + 1));
                return Duration.ofNanos(System.nanoTime() - begun);
            }
        };
    }
}
