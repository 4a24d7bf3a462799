package io.posthorn.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * What one instance has seen of the others' signs of life, by its own monotonic clock. That a time is up by the clock of the
 * database may also mean that this clock was set, or that the database was away for everybody: whoever lives gives
 * another sign soon after. Dead is only whose last sign has stayed the same for a while in which this instance looked
 * again and again.
 */
final class Sightings {

    private final long patience;
    private final LongSupplier nanoTime;
    private final Map<UUID, Sighting> seen = new HashMap<>();
    private long lookedAt;

    /**
     * A sign of life.
     *
     * @param aliveUntil what it said
     * @param since when it was first seen
     */
    private record Sighting(Instant aliveUntil, long since) {}

    /** For others that give a sign of life twice at least within the patience. */
    Sightings(Duration patience, LongSupplier nanoTime) {
        this.patience = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Takes down what there is now. Answers whose sign has not changed since that long ago. */
    synchronized Set<UUID> unchanged(Map<UUID, Instant> aliveUntil) {
        long now = nanoTime.getAsLong();
        if (now - lookedAt > patience) {
            // Nobody looked, or the look hung: what happened meanwhile is not known.
            seen.clear();
        }
        lookedAt = now;
        seen.keySet().retainAll(aliveUntil.keySet());
        Set<UUID> unchanged = new HashSet<>();
        aliveUntil.forEach((id, until) -> {
            Sighting sighting = seen.get(id);
            if (sighting == null || !sighting.aliveUntil.equals(until)) {
                seen.put(id, new Sighting(until, now));
            } else if (now - sighting.since >= patience) {
                unchanged.add(id);
            }
        });
        return unchanged;
    }
}
