package io.posthorn.queue;

import java.util.List;
import java.util.UUID;

/**
 * The instances that are alive at one time, and the part of each.
 *
 * @param alive all of them
 * @param self this one
 * @param settled whether the others leave this one its part by now; until then it has none
 * @param until when it is not to be trusted any more, by {@link System#nanoTime()}
 */
public record Roster(List<UUID> alive, UUID self, boolean settled, long until) {

    /** Nothing is known. */
    public static final Roster NONE = new Roster(List.of(), null, false, 0);

    public Roster {
        alive = List.copyOf(alive);
    }

    /**
     * This instance's part of a number that all instances share. The parts of all make the number up exactly. What
     * cannot be divided goes to some, by chance but the same for all, and to others for another key.
     */
    public int share(String key, int total) {
        if (!settled || !alive.contains(self)) {
            return 0;
        }
        long own = weight(key, self);
        long before = alive.stream()
                .filter(id -> {
                    long weight = weight(key, id);
                    return weight < own || (weight == own && id.compareTo(self) < 0);
                })
                .count();
        return total / alive.size() + (before < total % alive.size() ? 1 : 0);
    }

    /** Spreads well although time-ordered ids are much alike (the finalizer of MurmurHash3). */
    private static long weight(String key, UUID id) {
        long hash =
                id.getMostSignificantBits() * 31 + id.getLeastSignificantBits() + 0x9E3779B97F4A7C15L * key.hashCode();
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
