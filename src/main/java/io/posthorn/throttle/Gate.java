package io.posthorn.throttle;

import io.posthorn.mail.Lane;
import io.posthorn.queue.Roster;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What attempts towards one relay, one destination or of one tenant pass: so many at a time, so many in a time, and as
 * fast as the servers there let them. What is configured holds for all instances together, each keeping to its part.
 * The bulk lane gives way while transactional mail waits here.
 */
public final class Gate {

    private static final Logger LOG = Logger.getLogger(Gate.class);

    /** A rate may run ahead by so much, so that many a second need no clock of that precision. */
    private static final long AHEAD = TimeUnit.MILLISECONDS.toNanos(100);

    /** When to ask again if only the end of another attempt opens the gate, which the gate then says. */
    private static final long UNTIL_TOLD = TimeUnit.SECONDS.toNanos(1);

    private static final long GIVING_WAY = TimeUnit.MILLISECONDS.toNanos(20);

    private final String key;
    private final int connections;
    private final OptionalInt concurrency;
    private final Rate rate;
    private final Supplier<Roster> roster;
    private final LongSupplier nanoTime;
    private final Consumer<Gate> opened;
    private final Pace pace;

    private final int[] waiting = new int[Lane.values().length];
    private int underWay;
    private long nextAt;
    private Roster sharedWith;
    private int ownConcurrency;
    private long interval;

    Gate(
            String key,
            int connections,
            Limits limits,
            Pace pace,
            Supplier<Roster> roster,
            Consumer<Gate> opened,
            LongSupplier nanoTime) {
        this.key = key;
        this.connections = connections;
        this.concurrency = limits.concurrency();
        this.rate = limits.rate().orElse(null);
        this.pace = pace;
        this.roster = roster;
        this.opened = opened;
        this.nanoTime = nanoTime;
        this.nextAt = nanoTime.getAsLong();
    }

    /** What it is for, as in {@code destination:example.org}. */
    public String key() {
        return key;
    }

    /** Asks for leave to begin one attempt. */
    public synchronized Entry enter(Lane lane) {
        long now = nanoTime.getAsLong();
        divide();
        if (ownConcurrency == 0 || interval == 0) {
            return new Entry.Wait(this, UNTIL_TOLD, false, true);
        }
        Entry.Wait pause = pause();
        if (pause != null) {
            return pause;
        }
        if (lane == Lane.BULK && waiting[Lane.TRANSACTIONAL.ordinal()] > 0) {
            return new Entry.Wait(this, GIVING_WAY, false, false);
        }
        if (underWay >= room()) {
            return new Entry.Wait(this, UNTIL_TOLD, true, false);
        }
        if (rate != null) {
            long early = nextAt - now - ahead();
            if (early > 0) {
                return new Entry.Wait(this, early, false, false);
            }
            nextAt = (nextAt - now > 0 ? nextAt : now) + interval;
        }
        underWay++;
        return new Permit(this, now);
    }

    /** The wait for the end of a pause, or null if there is none. */
    public synchronized Entry.Wait pause() {
        long paused = pace.pausedFor(nanoTime.getAsLong());
        return paused > 0 ? new Entry.Wait(this, paused, false, false) : null;
    }

    /** How many would be let in now, one after the other. */
    public synchronized int vacancies() {
        long now = nanoTime.getAsLong();
        if (shut(now)) {
            return 0;
        }
        int vacant = Math.max(0, room() - underWay);
        if (rate != null) {
            long slack = ahead() - (nextAt - now);
            vacant = (int) Math.min(vacant, slack < 0 ? 0 : slack / interval + 1);
        }
        return vacant;
    }

    /** Whether nobody gets in, whoever leaves: there is a pause, or this instance has no part in it. */
    public synchronized boolean shut() {
        return shut(nanoTime.getAsLong());
    }

    /** So many more, or fewer, wait in memory to be let in. */
    public synchronized void waiting(Lane lane, int more) {
        waiting[lane.ordinal()] += more;
    }

    /** Whether there is nothing to remember. */
    synchronized boolean idle() {
        return underWay == 0
                && waiting[0] + waiting[1] == 0
                && !pace.slowed()
                && (rate == null || nextAt - nanoTime.getAsLong() <= 0);
    }

    /** Whether somebody is inside or waits outside. */
    synchronized boolean used() {
        return underWay > 0 || waiting[0] + waiting[1] > 0;
    }

    synchronized boolean slowed() {
        return pace.slowed();
    }

    void end(Ending ending, long since) {
        boolean somebodyWaits;
        boolean first = false;
        synchronized (this) {
            if (ending == Ending.ANSWERED) {
                pace.answered(since);
            } else if (ending == Ending.PUSHED_BACK) {
                first = pace.pushedBack(since, underWay, nanoTime.getAsLong());
            }
            underWay--;
            somebodyWaits = waiting[0] + waiting[1] > 0;
        }
        if (first) {
            LOG.infof("Going slower: %s asked for it", key);
        }
        if (somebodyWaits) {
            opened.accept(this);
        }
    }

    /** Tells nobody: who gave up its place is often the one who waits. */
    synchronized void withdraw() {
        underWay--;
        nextAt -= rate == null ? 0 : interval;
    }

    private boolean shut(long now) {
        divide();
        return ownConcurrency == 0 || interval == 0 || pace.pausedFor(now) > 0;
    }

    private int room() {
        return Math.min(Math.min(connections, ownConcurrency), pace.window());
    }

    private long ahead() {
        return interval < AHEAD ? AHEAD : 0;
    }

    /** Takes this instance's part of what is configured for all. */
    private void divide() {
        if (concurrency.isEmpty() && rate == null) {
            ownConcurrency = Integer.MAX_VALUE;
            interval = 1;
            return;
        }
        Roster now = roster.get();
        if (now != sharedWith) {
            sharedWith = now;
            ownConcurrency = concurrency.isPresent() ? now.share(key, concurrency.getAsInt()) : Integer.MAX_VALUE;
            int attempts = rate == null ? 1 : now.share(key, rate.attempts());
            interval = attempts == 0
                    ? 0
                    : Math.max(1, (rate == null ? 1 : rate.period().toNanos()) / attempts);
        }
    }
}
