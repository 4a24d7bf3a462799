package io.posthorn.queue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.posthorn.mail.Addressees;
import io.posthorn.mail.Attachment;
import io.posthorn.mail.Body;
import io.posthorn.mail.Content;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.HeaderField;
import io.posthorn.mail.Mail;
import io.posthorn.mail.Mailbox;
import io.posthorn.mail.TemplateRef;
import io.posthorn.store.JsonValues;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The part of a mail that is kept as JSON: addressees, data or ready-made content, headers, attachments. Numbers keep
 * every digit. What this version writes every later one must read.
 */
final class MailCodec {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final JsonFactory JSON = MAPPER.getFactory();

    private MailCodec() {}

    static String write(Mail mail) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            writeAddressees(json, mail.addressees());
            writeBody(json, mail.body());
            if (!mail.headers().isEmpty()) {
                json.writeArrayFieldStart("headers");
                for (HeaderField header : mail.headers()) {
                    json.writeStartArray();
                    json.writeString(header.name());
                    json.writeString(header.value());
                    json.writeEndArray();
                }
                json.writeEndArray();
            }
            if (!mail.attachments().isEmpty()) {
                json.writeArrayFieldStart("attachments");
                for (Attachment attachment : mail.attachments()) {
                    writeAttachment(json, attachment);
                }
                json.writeEndArray();
            }
            if (mail.schedule().sendAt() != null) {
                json.writeStringField("sendAt", mail.schedule().sendAt().toString());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Everything that was written; the rest of the mail comes from the row's own columns. */
    record Spec(
            Addressees addressees,
            Content content,
            Map<String, Object> data,
            List<HeaderField> headers,
            List<Attachment> attachments,
            String sendAt) {

        Body body(TemplateRef template, String locale) {
            return template == null ? new Body.ReadyMade(content) : new Body.FromTemplate(template, locale, data);
        }
    }

    static Spec read(String text) {
        try {
            JsonNode spec = MAPPER.readTree(text);
            JsonNode content = spec.get("content");
            return new Spec(
                    new Addressees(
                            readMailbox(spec.get("from")),
                            readMailboxes(spec.get("to")),
                            readMailboxes(spec.get("cc")),
                            readMailboxes(spec.get("bcc")),
                            readMailboxes(spec.get("replyTo"))),
                    content == null
                            ? null
                            : new Content(
                                    content.get("subject").textValue(),
                                    textOrNull(content, "text"),
                                    textOrNull(content, "html")),
                    spec.has("data") ? JsonValues.map(spec.get("data")) : null,
                    readHeaders(spec.get("headers")),
                    readAttachments(spec.get("attachments")),
                    textOrNull(spec, "sendAt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeAddressees(JsonGenerator json, Addressees addressees) throws IOException {
        json.writeFieldName("from");
        writeMailbox(json, addressees.from());
        writeMailboxes(json, "to", addressees.to());
        writeMailboxes(json, "cc", addressees.cc());
        writeMailboxes(json, "bcc", addressees.bcc());
        writeMailboxes(json, "replyTo", addressees.replyTo());
    }

    private static void writeMailboxes(JsonGenerator json, String field, List<Mailbox> mailboxes) throws IOException {
        if (!mailboxes.isEmpty()) {
            json.writeArrayFieldStart(field);
            for (Mailbox mailbox : mailboxes) {
                writeMailbox(json, mailbox);
            }
            json.writeEndArray();
        }
    }

    private static void writeMailbox(JsonGenerator json, Mailbox mailbox) throws IOException {
        json.writeStartArray();
        json.writeString(mailbox.address().value());
        if (mailbox.name() != null) {
            json.writeString(mailbox.name());
        }
        json.writeEndArray();
    }

    private static void writeBody(JsonGenerator json, Body body) throws IOException {
        if (body instanceof Body.FromTemplate fromTemplate) {
            json.writeFieldName("data");
            JsonValues.write(json, fromTemplate.data());
        } else if (body instanceof Body.ReadyMade readyMade) {
            Content content = readyMade.content();
            json.writeObjectFieldStart("content");
            json.writeStringField("subject", content.subject());
            if (content.text() != null) {
                json.writeStringField("text", content.text());
            }
            if (content.html() != null) {
                json.writeStringField("html", content.html());
            }
            json.writeEndObject();
        }
    }

    private static void writeAttachment(JsonGenerator json, Attachment attachment) throws IOException {
        json.writeStartObject();
        json.writeStringField("filename", attachment.filename());
        json.writeStringField("contentType", attachment.contentType());
        json.writeStringField("content", Base64.getEncoder().encodeToString(attachment.content()));
        if (attachment.contentId() != null) {
            json.writeStringField("contentId", attachment.contentId());
        }
        json.writeEndObject();
    }

    private static List<Mailbox> readMailboxes(JsonNode list) {
        List<Mailbox> mailboxes = new ArrayList<>();
        if (list != null) {
            list.forEach(mailbox -> mailboxes.add(readMailbox(mailbox)));
        }
        return mailboxes;
    }

    private static Mailbox readMailbox(JsonNode mailbox) {
        return new Mailbox(
                new EmailAddress(mailbox.get(0).textValue()),
                mailbox.size() > 1 ? mailbox.get(1).textValue() : null);
    }

    private static List<HeaderField> readHeaders(JsonNode list) {
        List<HeaderField> headers = new ArrayList<>();
        if (list != null) {
            list.forEach(header -> headers.add(
                    new HeaderField(header.get(0).textValue(), header.get(1).textValue())));
        }
        return headers;
    }

    private static List<Attachment> readAttachments(JsonNode list) {
        List<Attachment> attachments = new ArrayList<>();
        if (list != null) {
            list.forEach(attachment -> attachments.add(new Attachment(
                    attachment.get("filename").textValue(),
                    attachment.get("contentType").textValue(),
                    Base64.getDecoder().decode(attachment.get("content").textValue()),
                    textOrNull(attachment, "contentId"))));
        }
        return attachments;
    }

    private static String textOrNull(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null ? null : value.textValue();
    }
}
