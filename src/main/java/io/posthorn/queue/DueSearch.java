package io.posthorn.queue;

import io.posthorn.mail.Lane;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Goes through what is due in one lane, each time from where it came to the time before: what has been claimed leaves its
 * entries in the index until the table is vacuumed, and a search from the start would walk through more and more of them.
 * Leases that were given back meanwhile lie behind; they are found when the search begins anew, once a second or when
 * nothing more is ahead. Used by one thread at a time.
 */
final class DueSearch {

    private static final long ANEW = TimeUnit.SECONDS.toNanos(1);

    private final Lane lane;
    private final LongSupplier nanoTime;
    private DuePosition from = DuePosition.START;
    private DuePosition reached;
    private long begunAt;

    DueSearch(Lane lane, LongSupplier nanoTime) {
        this.lane = lane;
        this.nanoTime = nanoTime;
    }

    /** Leases the next ones, at most so many. They count as passed when {@link #passed} says that they are kept. */
    List<Delivery> claim(Connection connection, int most, UUID owner) throws SQLException {
        long now = nanoTime.getAsLong();
        if (now - begunAt > ANEW) {
            from = DuePosition.START;
        }
        if (atStart()) {
            begunAt = now;
        }
        DueTable.Batch batch = DueTable.claim(connection, lane, from, most, owner);
        reached = batch.last();
        return batch.deliveries();
    }

    /**
     * Goes on behind them, or begins anew if there were fewer than asked for.
     *
     * @return whether there may be more
     */
    boolean passed(boolean full) {
        boolean more = full || !atStart();
        from = full ? reached : DuePosition.START;
        return more;
    }

    private boolean atStart() {
        return from.equals(DuePosition.START);
    }
}
