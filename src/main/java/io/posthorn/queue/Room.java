package io.posthorn.queue;

import java.time.Duration;

/** How much more a lane may hold in memory: a number of deliveries and a number of octets. */
final class Room {

    private final int deliveries;
    private final long octets;
    private int usedDeliveries;
    private long usedOctets;

    Room(int deliveries, long octets) {
        this.deliveries = deliveries;
        this.octets = octets;
    }

    /** Takes the room if all of it is free. What is heavier than the whole room is let in when it is empty. */
    synchronized boolean reserve(int count, long weight) {
        boolean fits = usedDeliveries + count <= deliveries && usedOctets + weight <= octets;
        if (!fits && usedDeliveries > 0) {
            return false;
        }
        usedDeliveries += count;
        usedOctets += weight;
        return true;
    }

    synchronized void release(int count, long weight) {
        usedDeliveries -= count;
        usedOctets -= weight;
        notifyAll();
    }

    synchronized int free() {
        return usedOctets >= octets ? 0 : Math.max(0, deliveries - usedDeliveries);
    }

    synchronized int used() {
        return usedDeliveries;
    }

    /** Waits until that many more would fit, or until patience ends. */
    synchronized void await(int count, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        int wanted = Math.min(count, deliveries);
        while (free() < wanted) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return;
            }
            wait(millis);
        }
    }
}
