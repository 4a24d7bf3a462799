package io.posthorn.results;

import java.time.Instant;
import java.util.UUID;

/**
 * An event of the trail with what its mail says of itself; the rest may be null.
 *
 * @param position where it stands
 * @param type as in {@code mail.accepted}
 * @param at when it happened
 * @param mailId its mail
 * @param recipient its recipient
 * @param sequence counts the events of this recipient
 * @param attempt attempts that had ended
 * @param detail what is particular to its type, as JSON
 * @param mail what the mail says of itself
 */
record TrailEvent(
        TrailPosition position,
        String type,
        Instant at,
        UUID mailId,
        String recipient,
        Integer sequence,
        Integer attempt,
        String detail,
        MailLabels mail) {

    /** The mail's columns that go into every result; null if there is no such mail. */
    record MailLabels(
            String tenant,
            String requestId,
            String stream,
            String tags,
            String correlationId,
            String traceparent,
            String templateName,
            String templateHash,
            String locale) {}
}
