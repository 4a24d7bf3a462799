package io.posthorn.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The attempts that a lane has under way at a time. One that takes long gives its slot back while it goes on, so that
 * those that wait for a slow server do not keep the others waiting; as many may do so as there are slots. Destinations
 * that are slow get no more, all together, than may do so: each the same part.
 */
final class Slots {

    private final int size;
    private final long slowAfter;
    private final LongSupplier nanoTime;
    private final Set<Slot> prompt = new LinkedHashSet<>();
    private final Map<Object, Share> shares = new HashMap<>();
    private int slow;
    private int slowShares;

    Slots(int size, Duration slowAfter, LongSupplier nanoTime) {
        this.size = size;
        this.slowAfter = slowAfter.toNanos();
        this.nanoTime = nanoTime;
    }

    /** What one destination has under way, or is about to. */
    private static final class Share {
        private int all;
        private int slow;
    }

    /** One attempt under way, or about to be. */
    static final class Slot {
        private final Object destination;
        private final Share share;
        private long since;
        private boolean slow;

        private Slot(Object destination, Share share) {
            this.destination = destination;
            this.share = share;
        }
    }

    /** Promises a slot to a destination; null if it has its share. */
    synchronized Slot reserve(Object destination) {
        if (room(destination) == 0) {
            return null;
        }
        Share share = shares.computeIfAbsent(destination, key -> new Share());
        share.all++;
        return new Slot(destination, share);
    }

    /** How many more slots may be promised to a destination. */
    synchronized int room(Object destination) {
        giveBack();
        Share share = shares.get(destination);
        return share == null || share.slow == 0 ? Integer.MAX_VALUE : Math.max(0, most() - share.all);
    }

    /** Waits until a slot is free; false if none was within the patience. It stays free: one thread takes them all. */
    synchronized boolean awaitFree(Duration patience) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        while (true) {
            giveBack();
            if (prompt.size() < size) {
                return true;
            }
            long now = nanoTime.getAsLong();
            long nanos = deadline - now;
            if (nanos <= 0) {
                return false;
            }
            if (slow < size) {
                nanos = Math.min(nanos, prompt.iterator().next().since + slowAfter - now);
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
        }
    }

    /** Takes a slot that is free for an attempt that begins now. */
    synchronized void begin(Slot slot) {
        slot.since = nanoTime.getAsLong();
        prompt.add(slot);
    }

    /** The attempt is over, or is not made. */
    synchronized void release(Slot slot) {
        prompt.remove(slot);
        Share share = slot.share;
        share.all--;
        if (slot.slow) {
            slow--;
            if (--share.slow == 0) {
                slowShares--;
            }
        }
        if (share.all == 0) {
            shares.remove(slot.destination);
        }
        notifyAll();
    }

    /** For a slow destination. One that is alone may have as many as there are. */
    private int most() {
        return shares.size() == 1 ? size : Math.max(1, size / (1 + slowShares));
    }

    private void giveBack() {
        long now = nanoTime.getAsLong();
        for (Iterator<Slot> oldest = prompt.iterator(); oldest.hasNext() && slow < size; ) {
            Slot slot = oldest.next();
            if (now - slot.since < slowAfter) {
                return;
            }
            oldest.remove();
            slot.slow = true;
            slow++;
            if (slot.share.slow++ == 0) {
                slowShares++;
            }
        }
    }
}
