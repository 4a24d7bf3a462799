package io.posthorn.queue;

import io.posthorn.mail.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Leased deliveries in memory, between whoever took the lease (intake, or the poll of the table) and the attempt.
 * Bounded for each lane: room is reserved before the lease is taken and given back when the outcome is durable, so
 * memory does not grow with the backlog.
 */
@ApplicationScoped
public class HandOver {

    /** Wakes who takes, and is taken by nobody. */
    private static final Ticket NUDGE = new Ticket(null, null, null);

    private final Map<Lane, Room> rooms = new EnumMap<>(Lane.class);
    private final Map<Lane, BlockingQueue<Ticket>> waiting = new EnumMap<>(Lane.class);
    private final Set<Hold> held = ConcurrentHashMap.newKeySet();

    HandOver(QueueConfig config) {
        for (Lane lane : Lane.values()) {
            rooms.put(lane, new Room(config.room(), config.memory().asLongValue()));
            waiting.put(lane, new LinkedBlockingQueue<>());
        }
    }

    /** Takes room for so many deliveries of so many octets in all, if there is. */
    public boolean reserve(Lane lane, int deliveries, long weight) {
        return rooms.get(lane).reserve(deliveries, weight);
    }

    /** Gives room back that no lease was taken for. */
    public void cancel(Lane lane, int deliveries, long weight) {
        rooms.get(lane).release(deliveries, weight);
    }

    /** Notes, before the leases are committed, that they will be here. */
    void hold(Collection<Delivery> deliveries) {
        deliveries.forEach(delivery -> held.add(delivery.hold()));
    }

    /** Forgets them again: the transaction did not commit, or nobody can know whether it did. */
    void forget(Collection<Delivery> deliveries) {
        deliveries.forEach(delivery -> held.remove(delivery.hold()));
    }

    /** Whether that lease is in use here. */
    boolean holds(Hold hold) {
        return held.contains(hold);
    }

    /** Hands deliveries over; their room has been reserved and their leases have been committed. */
    void offer(Lane lane, Collection<Ticket> tickets) {
        waiting.get(lane).addAll(tickets);
    }

    /** Has {@link #take} return, whether or not anything was handed over. */
    public void wake(Lane lane) {
        waiting.get(lane).add(NUDGE);
    }

    /** Takes what has been handed over, at most so many; empty if nothing came within the patience, or when woken. */
    public List<Ticket> take(Lane lane, int most, Duration patience) throws InterruptedException {
        BlockingQueue<Ticket> queue = waiting.get(lane);
        List<Ticket> taken = new ArrayList<>(most);
        Ticket first = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            taken.add(first);
            queue.drainTo(taken, most - 1);
            taken.removeIf(ticket -> ticket == NUDGE);
        }
        return taken;
    }

    /** Is done with a delivery, whatever became of it, and gives its room back. */
    public void release(Delivery delivery) {
        held.remove(delivery.hold());
        rooms.get(delivery.lane()).release(1, delivery.weight());
    }

    /** Deliveries that there is room for now. */
    public int free(Lane lane) {
        return rooms.get(lane).free();
    }

    /** Deliveries that hold room now. */
    public int used(Lane lane) {
        return rooms.get(lane).used();
    }

    /** Waits until there is room for so many deliveries, or until patience ends. */
    public void awaitRoom(Lane lane, int deliveries, Duration patience) throws InterruptedException {
        rooms.get(lane).await(deliveries, patience);
    }
}
