package io.posthorn.delivery;

import io.posthorn.mail.Lane;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.Ticket;
import io.posthorn.throttle.Entry;
import io.posthorn.throttle.Gate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Deliveries of one lane that wait in memory before a gate, in a line for each. All lines together are bounded, and so is
 * each, so that there is a place for the first of another; what there is no place for is for others to park.
 */
final class WaitingLines {

    private final Lane lane;
    private final int most;
    private final LongSupplier nanoTime;
    private final Runnable wake;
    private final Map<Gate, Line> lines = new LinkedHashMap<>();
    private int all;
    private boolean woken;

    /**
     * The lines of a lane.
     *
     * @param most deliveries that they hold together
     * @param wake called when a line may move on
     */
    WaitingLines(Lane lane, int most, LongSupplier nanoTime, Runnable wake) {
        this.lane = lane;
        this.most = most;
        this.nanoTime = nanoTime;
        this.wake = wake;
    }

    private static final class Line {
        private final Deque<Ticket> tickets = new ArrayDeque<>();
        private long tryAt;
    }

    /** Whether somebody waits there. */
    synchronized boolean waitsFor(Gate gate) {
        return lines.containsKey(gate);
    }

    /** Has a delivery wait, at the end of the line; false if there is no place for it. */
    synchronized boolean join(Ticket ticket, Entry.Wait wait) {
        if (places(wait.gate()) == 0) {
            return false;
        }
        boolean first = !lines.containsKey(wait.gate());
        Line line = line(wait.gate());
        line.tickets.addLast(ticket);
        if (first) {
            tryAgain(line, wait);
        }
        return true;
    }

    /** Has one wait on that waited before and was refused, at the head of the line. */
    synchronized void rejoin(Ticket ticket, Entry.Wait wait) {
        Line line = line(wait.gate());
        line.tickets.addFirst(ticket);
        tryAgain(line, wait);
    }

    /**
     * Takes those that may get in now, line by line, as many of each as there are vacancies, but one at least.
     *
     * @param room how many slots there are for those before a gate
     */
    synchronized List<Ticket> ready(int wanted, ToIntFunction<Gate> room) {
        woken = false;
        List<Ticket> ready = new ArrayList<>();
        long now = nanoTime.getAsLong();
        for (Gate gate : List.copyOf(lines.keySet())) {
            Line line = lines.get(gate);
            if (ready.size() == wanted || line.tryAt - now > 0) {
                continue;
            }
            // To the end, so that each has its turn.
            lines.remove(gate);
            lines.put(gate, line);
            int vacant = Math.max(1, Math.min(gate.vacancies(), room.applyAsInt(gate)));
            int number = Math.min(Math.min(wanted - ready.size(), line.tickets.size()), vacant);
            for (int i = 0; i < number; i++) {
                ready.add(line.tickets.removeFirst());
            }
            gone(gate, number);
        }
        return ready;
    }

    /** How long until one may get in, if no gate opens before; at most the patience. */
    synchronized Duration patience(Duration patience) {
        long now = nanoTime.getAsLong();
        long nanos = patience.toNanos();
        for (Line line : lines.values()) {
            nanos = Math.min(nanos, line.tryAt - now);
        }
        return Duration.ofNanos(Math.max(0, nanos));
    }

    /** The gate may let somebody in. On any thread. */
    void opened(Gate gate) {
        synchronized (this) {
            Line line = lines.get(gate);
            if (line == null) {
                return;
            }
            line.tryAt = nanoTime.getAsLong();
            if (woken) {
                return;
            }
            woken = true;
        }
        wake.run();
    }

    /** Takes out those for which that holds. */
    synchronized List<Ticket> remove(Predicate<Delivery> which) {
        List<Ticket> removed = new ArrayList<>();
        remove(ticket -> which.test(ticket.delivery()), (ticket, gate) -> removed.add(ticket));
        return removed;
    }

    /** Takes out those that have been in memory for longer than that, each with the key of what it waits for. */
    synchronized Map<Delivery, String> removeOlderThan(Duration age) {
        long now = nanoTime.getAsLong();
        Map<Delivery, String> removed = new LinkedHashMap<>();
        remove(
                ticket -> now - ticket.since() > age.toNanos(),
                (ticket, gate) -> removed.put(ticket.delivery(), gate.key()));
        return removed;
    }

    /**
     * Takes those out for whom there is no place, from the end of the lines, each with the key of what it waits for: who
     * rejoins is not asked whether there is one.
     */
    synchronized Map<Delivery, String> removeSurplus() {
        Map<Delivery, String> removed = new LinkedHashMap<>();
        List<Gate> gates = new ArrayList<>(lines.keySet());
        int fair = fair();
        for (Gate gate : gates) {
            removeLast(gate, lines.get(gate).tickets.size() - fair, removed);
        }
        // There are more lines than places: those whose turn is last.
        for (int i = gates.size() - 1; all > most; i--) {
            removeLast(gates.get(i), 1, removed);
        }
        return removed;
    }

    private void removeLast(Gate gate, int number, Map<Delivery, String> removed) {
        for (int i = 0; i < number; i++) {
            removed.put(lines.get(gate).tickets.removeLast().delivery(), gate.key());
        }
        gone(gate, Math.max(0, number));
    }

    private void remove(Predicate<Ticket> which, BiConsumer<Ticket, Gate> taken) {
        for (Gate gate : List.copyOf(lines.keySet())) {
            int removed = 0;
            for (Iterator<Ticket> tickets = lines.get(gate).tickets.iterator(); tickets.hasNext(); ) {
                Ticket ticket = tickets.next();
                if (which.test(ticket)) {
                    tickets.remove();
                    taken.accept(ticket, gate);
                    removed++;
                }
            }
            gone(gate, removed);
        }
    }

    /** How many more may wait there. */
    synchronized int places(Gate gate) {
        Line line = lines.get(gate);
        return Math.max(0, Math.min(most - all, fair() - (line == null ? 0 : line.tickets.size())));
    }

    private int fair() {
        return Math.max(1, most / Math.max(4, 1 + lines.size()));
    }

    synchronized int size() {
        return all;
    }

    private Line line(Gate gate) {
        gate.waiting(lane, 1);
        all++;
        return lines.computeIfAbsent(gate, key -> new Line());
    }

    private void tryAgain(Line line, Entry.Wait wait) {
        // Who left between the refusal and now had nobody to tell.
        boolean open = wait.full() && wait.gate().vacancies() > 0;
        line.tryAt = nanoTime.getAsLong() + (open ? 0 : wait.nanos());
    }

    private void gone(Gate gate, int number) {
        all -= number;
        gate.waiting(lane, -number);
        if (lines.get(gate).tickets.isEmpty()) {
            lines.remove(gate);
        }
    }
}
