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
 * that are slow get no more, all together, than may do so: each the same part. None has more than half of what the others
 * leave, slow ones counted, so that it takes many that turn slow at once to use everything up.
 */
final class Slots {

    private final int size;
    private final long slowAfter;
    private final LongSupplier nanoTime;
    private final Set<Slot> prompt = new LinkedHashSet<>();
    private final Map<Object, Share> shares = new HashMap<>();
    private int givenBack;
    private int slowShares;

    Slots(int size, Duration slowAfter, LongSupplier nanoTime) {
        this.size = size;
        this.slowAfter = slowAfter.toNanos();
        this.nanoTime = nanoTime;
    }

    /** What may be done with a slot that was promised. */
    enum Turn {
        /** It is free. */
        NOW,
        /** The destination has turned slow, and has its share. */
        LATER,
        /** None became free within the patience. */
        UNKNOWN
    }

    /** What one destination has under way, or is about to. */
    private static final class Share {
        private int all;
        private int underWay;
        private int slow;
    }

    /** One attempt under way, or about to be. */
    static final class Slot {
        private final Object destination;
        private final Share share;
        private long since;
        private boolean begun;
        private boolean slow;
        private boolean givenBack;

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
        return share == null || share.slow == 0 ? Integer.MAX_VALUE : Math.max(0, most(share) - share.all);
    }

    /** Waits until the slot is free. It stays free: one thread takes them all. */
    synchronized Turn await(Slot slot, Duration patience) throws InterruptedException {
        Share share = slot.share;
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        while (true) {
            giveBack();
            boolean served = share.underWay >= most(share);
            if (served && share.slow > 0) {
                return Turn.LATER;
            }
            if (!served && prompt.size() < size) {
                return Turn.NOW;
            }
            long now = nanoTime.getAsLong();
            long nanos = deadline - now;
            if (nanos <= 0) {
                return Turn.UNKNOWN;
            }
            nanos = Math.min(nanos, untilOneTurnsSlow(now));
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
        }
    }

    /** Takes a slot that is free for an attempt that begins now. */
    synchronized void begin(Slot slot) {
        slot.since = nanoTime.getAsLong();
        slot.begun = true;
        slot.share.underWay++;
        prompt.add(slot);
    }

    /** The attempt is over, or is not made. */
    synchronized void release(Slot slot) {
        prompt.remove(slot);
        Share share = slot.share;
        share.all--;
        if (slot.begun) {
            share.underWay--;
        }
        if (slot.givenBack) {
            givenBack--;
        }
        if (slot.slow && --share.slow == 0) {
            slowShares--;
        }
        if (share.all == 0) {
            shares.remove(slot.destination);
        }
        notifyAll();
    }

    /** Half of what the others leave binds nobody as long as nothing is slow. Who is alone may have as many as there are. */
    private int most(Share share) {
        int others = prompt.size() + givenBack - share.underWay;
        int half = (2 * size - others) / 2;
        int part = share.slow == 0 || shares.size() == 1 ? size : size / (1 + slowShares);
        return Math.max(1, Math.min(half, part));
    }

    private void giveBack() {
        long now = nanoTime.getAsLong();
        for (Iterator<Slot> oldest = prompt.iterator(); oldest.hasNext(); ) {
            Slot slot = oldest.next();
            if (now - slot.since < slowAfter) {
                return;
            }
            if (!slot.slow) {
                slot.slow = true;
                if (slot.share.slow++ == 0) {
                    slowShares++;
                }
            }
            if (givenBack < size) {
                oldest.remove();
                slot.givenBack = true;
                givenBack++;
            }
        }
    }

    private long untilOneTurnsSlow(long now) {
        for (Slot slot : prompt) {
            if (!slot.slow) {
                return slot.since + slowAfter - now;
            }
        }
        return Long.MAX_VALUE;
    }
}
