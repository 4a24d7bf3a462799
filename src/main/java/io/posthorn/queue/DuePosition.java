package io.posthorn.queue;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.UUID;

/**
 * A place in the order in which deliveries fall due: by time, those of one time by mail.
 *
 * @param dueAt by the database's clock, to the microsecond
 */
record DuePosition(OffsetDateTime dueAt, UUID mail) implements Comparable<DuePosition> {

    /** Before everything. */
    static final DuePosition START = new DuePosition(OffsetDateTime.MIN, new UUID(0, 0));

    // Java compares the halves of a UUID as signed numbers; PostgreSQL compares octets, as their text does.
    private static final Comparator<DuePosition> ORDER = Comparator.comparing(DuePosition::dueAt)
            .thenComparing(position -> position.mail().toString());

    @Override
    public int compareTo(DuePosition other) {
        return ORDER.compare(this, other);
    }
}
