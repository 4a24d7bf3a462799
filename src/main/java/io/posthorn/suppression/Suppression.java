package io.posthorn.suppression;

import io.posthorn.mail.MailId;
import java.time.Instant;

/**
 * One line of the list.
 *
 * @param scope whose mail does not go there
 * @param address where it does not go
 * @param reason why
 * @param until until when, by the database's clock, or null for good
 * @param mail the mail whose refusal it was, or null
 */
public record Suppression(
        Scope scope, SuppressedAddress address, SuppressionReason reason, Instant until, MailId mail) {

    /**
     * Whose mail a suppression is about.
     *
     * @param tenant the tenant
     * @param stream one of the tenant's streams, or {@link #ALL_STREAMS}
     */
    public record Scope(String tenant, String stream) {

        /** No stream has this name. */
        public static final String ALL_STREAMS = "*";
    }
}
