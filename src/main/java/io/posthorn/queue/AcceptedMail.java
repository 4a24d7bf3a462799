package io.posthorn.queue;

import io.posthorn.mail.Content;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.Origin;
import java.time.Instant;

/**
 * A mail about to become durable.
 *
 * @param mail the mail
 * @param content its content, rendered, if it is to be handed over
 * @param origin where the request came from, or null
 * @param resentFrom the mail that it says once more, or null
 * @param weight size of the request, in octets
 * @param dueAt when the first attempt may begin
 * @param expiresAt end of its life
 * @param lateAt when it is to be told that it is still not delivered
 * @param handOver whether its deliveries are leased at once, to be handed over in memory
 */
public record AcceptedMail(
        Mail mail,
        Content content,
        Origin origin,
        MailId resentFrom,
        int weight,
        Instant dueAt,
        Instant expiresAt,
        Instant lateAt,
        boolean handOver) {

    AcceptedMail withoutHandOver() {
        return new AcceptedMail(mail, content, origin, resentFrom, weight, dueAt, expiresAt, lateAt, false);
    }
}
