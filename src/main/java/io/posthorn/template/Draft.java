package io.posthorn.template;

import io.posthorn.mail.Addressees;
import io.posthorn.mail.Body;
import io.posthorn.mail.Content;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.HeaderField;
import io.posthorn.mail.Labels;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.Mailbox;
import io.posthorn.mail.OnDoubt;
import io.posthorn.mail.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A mail to nobody, to look at: what a template makes of data, and what would stand around it.
 *
 * @param mail with an id of zeros and stand-ins for those who are not known yet
 * @param content what its reader would see
 */
public record Draft(Mail mail, Content content) {

    /** Stands for whoever would get the mail. */
    public static final Mailbox RECIPIENT = new Mailbox(new EmailAddress("recipient@example.org"), null);

    /** Stands for the author of a template that leaves him to the request or the tenant. */
    public static final Mailbox AUTHOR = new Mailbox(new EmailAddress("author@example.org"), null);

    private static final MailId ID = new MailId(new UUID(0, 0));

    /** The mail that this rendering of those data would be, at that moment. */
    public static Draft of(
            TemplateVersion version, Rendering.Rendered rendered, Map<String, Object> data, Instant now) {
        List<HeaderField> headers = new ArrayList<>(version.headers());
        headers.addAll(rendered.headers());
        Mail mail = new Mail(
                ID,
                now,
                Lane.TRANSACTIONAL,
                new Labels("default", "draft", version.stream().orElse("transactional"), Map.of(), null, null),
                new Addressees(
                        version.from().orElse(AUTHOR), List.of(RECIPIENT), List.of(), List.of(), version.replyTo()),
                new Body.FromTemplate(version.ref(), rendered.locale(), data),
                headers,
                List.of(),
                new Schedule(null, null, OnDoubt.RESEND));
        return new Draft(mail, rendered.content());
    }
}
