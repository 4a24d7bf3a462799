package io.posthorn.audit;

import io.posthorn.mail.MailId;
import java.time.Instant;

/**
 * One recipient of a mail.
 *
 * @param recipient the address
 * @param ordinal its place among the recipients, from 0
 * @param state label of its state
 * @param attempt how many attempts there have been
 * @param nextAttemptAt when the next one may begin; null if there is none to come, or if its turn decides
 * @param waitsFor whose turn that is, as in {@code destination:example.org}; null if it waits for nothing but its time
 * @param expiresAt when it is given up
 * @param resentAs the mail that says it once more, or null
 */
public record DeliveryView(
        String recipient,
        int ordinal,
        String state,
        int attempt,
        Instant nextAttemptAt,
        String waitsFor,
        Instant expiresAt,
        MailId resentAs) {

    static DeliveryView of(DeliveryEntity row) {
        return new DeliveryView(
                row.recipient,
                row.id.ordinal(),
                row.state,
                row.attempt,
                row.waitsFor == null ? row.dueAt : null,
                row.waitsFor,
                row.expiresAt,
                row.resentAs == null ? null : new MailId(row.resentAs));
    }
}
