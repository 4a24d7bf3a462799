package io.posthorn.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives a {@code @QuarkusTest} a {@link World} of its own: {@code @WithTestResource(WorldResource.class)}. */
public final class WorldResource implements QuarkusTestResourceLifecycleManager {

    private World world;

    @Override
    public Map<String, String> start() {
        world = World.create();
        World.enter(world);
        return world.configuration();
    }

    @Override
    public void stop() {
        World.enter(null);
        if (world != null) {
            world.close();
        }
    }
}
