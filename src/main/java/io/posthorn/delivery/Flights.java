package io.posthorn.delivery;

import io.posthorn.mail.Lane;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.Hold;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The attempts that may be under way in this instance: begun, or about to, and without a durable outcome. */
@ApplicationScoped
class Flights {

    private final Map<Lane, Set<Hold>> byLane = new EnumMap<>(Lane.class);

    Flights() {
        for (Lane lane : Lane.values()) {
            byLane.put(lane, ConcurrentHashMap.newKeySet());
        }
    }

    /** All of that lane, these included. */
    Collection<DeliveryKey> with(Lane lane, Collection<Delivery> more) {
        Set<Hold> flights = byLane.get(lane);
        more.forEach(delivery -> flights.add(delivery.hold()));
        return flights.stream().map(Hold::key).collect(Collectors.toSet());
    }

    synchronized void landed(Delivery delivery) {
        byLane.get(delivery.lane()).remove(delivery.hold());
        if (none()) {
            notifyAll();
        }
    }

    boolean none() {
        return byLane.values().stream().allMatch(Set::isEmpty);
    }

    /** Waits until nothing is under way; false if that took longer than patience. */
    synchronized boolean awaitNone(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!none()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }
}
