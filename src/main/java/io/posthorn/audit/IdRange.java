package io.posthorn.audit;

import io.posthorn.mail.MailId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * A range of time as a range of ids, so that PostgreSQL reads only the partitions it touches.
 *
 * @param lowest first id of the range
 * @param highest last id of the range; below {@code lowest} if the range is empty
 */
record IdRange(UUID lowest, UUID highest) {

    static final Comparator<UUID> ORDER = Comparator.comparing(MailId::new);
    static final UUID LOWEST = new UUID(0, 0);
    private static final UUID HIGHEST = new UUID(-1, -1);
    private static final long LAST_MILLISECOND = (1L << 48) - 1;

    /** Clocks of two instances may disagree; an event is never older than its mail by more than this. */
    private static final long SKEW = Duration.ofDays(1).toMillis();

    /** Ids made at or after {@code from} and before {@code to}; null is open. */
    static IdRange between(Instant from, Instant to) {
        UUID lowest = from == null ? LOWEST : firstAt(ceiling(from));
        if (to == null) {
            return new IdRange(lowest, HIGHEST);
        }
        long end = ceiling(to);
        return end == 0
                ? new IdRange(HIGHEST, LOWEST)
                : new IdRange(lowest, new UUID(firstAt(end).getMostSignificantBits() - 1, -1));
    }

    /** This range, ending at that id at the latest. */
    IdRange upTo(UUID last) {
        return ORDER.compare(last, highest) < 0 ? new IdRange(lowest, last) : this;
    }

    /** No event of the mail has a smaller id. */
    static UUID firstEventOf(UUID mailId) {
        return firstAt(Math.max(0, (mailId.getMostSignificantBits() >>> 16) - SKEW));
    }

    private static UUID firstAt(long millisecond) {
        return new UUID(millisecond << 16, 0);
    }

    private static long ceiling(Instant instant) {
        if (instant.isBefore(Instant.EPOCH)) {
            return 0;
        }
        if (instant.isAfter(Instant.ofEpochMilli(LAST_MILLISECOND))) {
            return LAST_MILLISECOND;
        }
        long floor = instant.toEpochMilli();
        return instant.equals(Instant.ofEpochMilli(floor)) ? floor : floor + 1;
    }
}
