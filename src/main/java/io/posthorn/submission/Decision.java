package io.posthorn.submission;

import io.posthorn.audit.AuditEvent;
import io.posthorn.mail.Content;
import io.posthorn.mail.Mail;
import io.posthorn.mail.Origin;
import java.util.HexFormat;

/** What is to become of a submission. */
sealed interface Decision {

    /** The event that puts it on record. */
    AuditEvent event();

    /**
     * It becomes a mail.
     *
     * @param mail the mail
     * @param content as it was rendered to see whether it can be
     * @param weight size of the request, in octets
     * @param bodyHash what the request said
     * @param origin where it came from
     */
    record Accept(Mail mail, Content content, int weight, byte[] bodyHash, Origin origin) implements Decision {

        RequestKey key() {
            return new RequestKey(mail.labels().tenant(), mail.labels().requestId());
        }

        String bodyHashHex() {
            return HexFormat.of().formatHex(bodyHash);
        }

        @Override
        public AuditEvent event() {
            return new AuditEvent.Accepted(mail.id(), origin);
        }
    }

    /** It does not: it is refused, has been accepted before, or is no request. */
    record Decline(AuditEvent event) implements Decision {}
}
