package io.posthorn.submission;

import io.posthorn.audit.AuditEvent;
import java.util.List;

/** What came of handing in a batch. */
public sealed interface Receipt {

    /** All of it is on record: an event for each submission, in their order. */
    record Committed(List<AuditEvent> events) implements Receipt {}

    /**
     * Nothing was written, since a partition does not stand where the caller believed: somebody else reads it now, or
     * did in between.
     */
    record Fenced() implements Receipt {}
}
