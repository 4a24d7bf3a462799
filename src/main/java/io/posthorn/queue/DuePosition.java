package io.posthorn.queue;

import io.posthorn.mail.MailId;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.UUID;

/**
 * A place in the order in which deliveries fall due: by time, those of one time by mail.
 *
 * @param dueAt by the database's clock, to the microsecond
 */
record DuePosition(OffsetDateTime dueAt, MailId mail) implements Comparable<DuePosition> {

    /** Before everything. */
    static final DuePosition START = new DuePosition(OffsetDateTime.MIN, new MailId(new UUID(0, 0)));

    private static final Comparator<DuePosition> ORDER =
            Comparator.comparing(DuePosition::dueAt).thenComparing(DuePosition::mail);

    @Override
    public int compareTo(DuePosition other) {
        return ORDER.compare(this, other);
    }
}
