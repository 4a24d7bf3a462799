package io.posthorn.relay;

import io.posthorn.mail.Addressees;
import io.posthorn.mail.Attachment;
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

/** Mails to compose and to send. */
final class Mails {

    static final EmailAddress SENDER = new EmailAddress("shop@example.org");
    static final EmailAddress RECIPIENT = new EmailAddress("ada@example.net");
    static final Envelope ENVELOPE = new Envelope(SENDER, RECIPIENT, 1);
    static final Content CONTENT = new Content("Hello", "Good day\n", null);

    private Mailbox from = new Mailbox(SENDER, null);
    private final List<Mailbox> to = new ArrayList<>();
    private final List<Mailbox> cc = new ArrayList<>();
    private final List<Mailbox> bcc = new ArrayList<>();
    private final List<Mailbox> replyTo = new ArrayList<>();
    private final List<HeaderField> headers = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();

    static Mails aMail() {
        return new Mails();
    }

    static MimeMessage aMessage() {
        return aMail().to(RECIPIENT.value(), null).composed(CONTENT);
    }

    Mails from(String address, String name) {
        from = new Mailbox(new EmailAddress(address), name);
        return this;
    }

    Mails to(String address, String name) {
        to.add(new Mailbox(new EmailAddress(address), name));
        return this;
    }

    Mails cc(String address, String name) {
        cc.add(new Mailbox(new EmailAddress(address), name));
        return this;
    }

    Mails bcc(String address, String name) {
        bcc.add(new Mailbox(new EmailAddress(address), name));
        return this;
    }

    Mails replyTo(String address, String name) {
        replyTo.add(new Mailbox(new EmailAddress(address), name));
        return this;
    }

    Mails header(String name, String value) {
        headers.add(new HeaderField(name, value));
        return this;
    }

    Mails attach(String filename, String contentType, byte[] content) {
        attachments.add(new Attachment(filename, contentType, content, null));
        return this;
    }

    Mails embed(String contentId, byte[] content) {
        attachments.add(new Attachment("image.png", "image/png", content, contentId));
        return this;
    }

    Mail build() {
        return new Mail(
                MailId.parse("0198c0de-0000-7000-8000-000000000001"),
                Instant.parse("2026-11-03T16:03:43.120Z"),
                Lane.TRANSACTIONAL,
                new Labels("shop", "order-1", "transactional", Map.of(), null, null),
                new Addressees(from, to, cc, bcc, replyTo),
                new Body.ReadyMade(CONTENT),
                headers,
                attachments,
                new Schedule(null, null, OnDoubt.RESEND));
    }

    MimeMessage composed(Content content) {
        return MessageComposer.compose(build(), content);
    }

    /** The message as it must appear between DATA and the final dot. */
    static String raw(MimeMessage message) {
        StringBuilder raw = new StringBuilder();
        message.headers()
                .forEach(h ->
                        raw.append(h.getKey()).append(": ").append(h.getValue()).append("\r\n"));
        return raw.append("\r\n").append(message.body()).toString();
    }
}
