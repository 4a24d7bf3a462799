package io.posthorn.relay;

import io.posthorn.mail.Addressees;
import io.posthorn.mail.Attachment;
import io.posthorn.mail.Content;
import io.posthorn.mail.HeaderField;
import io.posthorn.mail.Mail;
import io.posthorn.mail.Mailbox;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes the message of a mail. A pure function: Message-ID, Date and boundaries come from the mail, so that every
 * attempt, on every machine, sends the same bytes.
 *
 * <p>The structure is the usual one (RFC 2046, RFC 2387): the text, the HTML, or {@code multipart/alternative} of both;
 * the HTML in a {@code multipart/related} with the parts that have a content id; all of it in a {@code multipart/mixed}
 * with the files, if there are any.
 */
public final class MessageComposer {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.US)
            .withZone(ZoneOffset.UTC);

    private MessageComposer() {}

    /** The message; the same for the same arguments. */
    public static MimeMessage compose(Mail mail, Content content) {
        MimePart root = structure(mail, content);
        List<Map.Entry<String, String>> headers = headers(mail, content.subject());
        headers.addAll(root.headers().entrySet());
        StringBuilder body = new StringBuilder(expectedSize(mail, content));
        root.body().accept(body);
        return new MimeMessage(headers, body.toString());
    }

    private static List<Map.Entry<String, String>> headers(Mail mail, String subject) {
        Addressees addressees = mail.addressees();
        List<Map.Entry<String, String>> headers = new ArrayList<>(16);
        headers.add(Map.entry("Date", DATE.format(mail.acceptedAt())));
        addMailboxes(headers, "From", List.of(addressees.from()));
        addMailboxes(headers, "To", addressees.to());
        addMailboxes(headers, "Cc", addressees.cc());
        if (addressees.to().isEmpty() && addressees.cc().isEmpty()) {
            headers.add(Map.entry("To", "undisclosed-recipients:;"));
        }
        addMailboxes(headers, "Reply-To", addressees.replyTo());
        if (!subject.isEmpty()) {
            headers.add(Map.entry("Subject", HeaderValue.unstructured("Subject", subject)));
        }
        headers.add(Map.entry("Message-ID", '<' + mail.messageId() + '>'));
        headers.add(Map.entry("MIME-Version", "1.0"));
        if (mail.headers().stream().noneMatch(header -> header.name().equalsIgnoreCase("Auto-Submitted"))) {
            headers.add(Map.entry("Auto-Submitted", "auto-generated"));
        }
        for (HeaderField header : mail.headers()) {
            boolean unstructured = header.name().regionMatches(true, 0, "X-", 0, 2);
            String value = unstructured
                    ? HeaderValue.unstructured(header.name(), header.value())
                    : HeaderValue.structured(header.name(), header.value());
            headers.add(Map.entry(header.name(), value));
        }
        return headers;
    }

    private static void addMailboxes(List<Map.Entry<String, String>> headers, String name, List<Mailbox> mailboxes) {
        if (!mailboxes.isEmpty()) {
            headers.add(Map.entry(name, HeaderValue.mailboxes(name, mailboxes)));
        }
    }

    private static MimePart structure(Mail mail, Content content) {
        String boundary = "=_" + mail.id() + "_";
        List<MimePart> alternatives = new ArrayList<>(2);
        List<MimePart> related = new ArrayList<>();
        List<MimePart> files = new ArrayList<>();
        if (content.text() != null) {
            alternatives.add(MimePart.text("plain", content.text()));
        }
        content.images().forEach(image -> related.add(MimePart.attachment(image, true)));
        for (Attachment attachment : mail.attachments()) {
            boolean inline = attachment.contentId() != null && content.html() != null;
            (inline ? related : files).add(MimePart.attachment(attachment, inline));
        }
        if (content.html() != null) {
            MimePart html = MimePart.text("html", content.html());
            related.add(0, html);
            alternatives.add(
                    related.size() == 1
                            ? html
                            : MimePart.multipart("related", "; type=\"text/html\"", boundary + "related", related));
        }
        MimePart shown = alternatives.size() == 1
                ? alternatives.get(0)
                : MimePart.multipart("alternative", "", boundary + "alternative", alternatives);
        if (files.isEmpty()) {
            return shown;
        }
        files.add(0, shown);
        return MimePart.multipart("mixed", "", boundary + "mixed", files);
    }

    private static int expectedSize(Mail mail, Content content) {
        int size = 1024;
        size += content.text() == null ? 0 : content.text().length();
        size += content.html() == null ? 0 : content.html().length();
        size += size / 4;
        for (Attachment image : content.images()) {
            size += sizeOf(image);
        }
        for (Attachment attachment : mail.attachments()) {
            size += sizeOf(attachment);
        }
        return size;
    }

    private static int sizeOf(Attachment attachment) {
        return 512 + attachment.content().length / 72 * 100;
    }
}
