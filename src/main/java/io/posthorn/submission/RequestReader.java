package io.posthorn.submission;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.mail.Addressees;
import io.posthorn.mail.Attachment;
import io.posthorn.mail.Content;
import io.posthorn.mail.HeaderField;
import io.posthorn.mail.Labels;
import io.posthorn.mail.Mailbox;
import io.posthorn.mail.UnstructuredText;
import io.posthorn.store.JsonValues;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a mail request from JSON. Refuses what it does not know, by name; repairs nothing. */
@ApplicationScoped
class RequestReader {

    static final String DEFAULT_TENANT = "default";

    private static final int MAX_ID = 256;
    private static final int MAX_TAGS = 20;
    private static final int MAX_TAG = 256;
    private static final int MAX_SUBJECT = 900;
    private static final int MAX_REPLY_TO = 10;

    private static final Set<String> KNOWN = Set.of(
            "id",
            "tenant",
            "from",
            "to",
            "cc",
            "bcc",
            "replyTo",
            "template",
            "locale",
            "data",
            "subject",
            "text",
            "html",
            "attachments",
            "headers",
            "sendAt",
            "expiresAt",
            "onDoubt",
            "stream",
            "tags",
            "correlationId");

    private final IntakeConfig limits;
    private final ScheduleReader schedules;

    RequestReader(IntakeConfig limits, ScheduleReader schedules) {
        this.limits = limits;
        this.schedules = schedules;
    }

    /**
     * Reads one request.
     *
     * @param body the JSON object
     * @param envelope what the record around it says
     */
    Reading read(JsonNode body, Submission.Envelope envelope) {
        Faults faults = new Faults();
        Fields fields = new Fields(body, "", faults);
        fields.refuseUnknown(KNOWN);
        Labels labels = labels(fields, envelope);
        Mailbox from = AddressReader.one(fields, "from");
        List<Mailbox> to = AddressReader.list(fields, "to", limits.maxRecipients());
        List<Mailbox> cc = AddressReader.list(fields, "cc", limits.maxRecipients());
        List<Mailbox> bcc = AddressReader.list(fields, "bcc", limits.maxRecipients());
        checkRecipients(fields, new Addressees(from, to, cc, bcc, List.of()));
        List<Mailbox> replyTo = AddressReader.list(fields, "replyTo", MAX_REPLY_TO);
        MailRequest.Wanted wanted = wanted(fields);
        List<HeaderField> headers = headers(fields);
        List<Attachment> attachments = AttachmentReader.read(fields, "attachments", limits);
        var schedule = schedules.read(fields);
        return faults.none()
                ? new Reading.Valid(
                        new MailRequest(labels, from, to, cc, bcc, replyTo, wanted, headers, attachments, schedule))
                : new Reading.Invalid(labels, faults.all());
    }

    private static Labels labels(Fields fields, Submission.Envelope envelope) {
        String id = fields.has("id") ? fields.line("id", MAX_ID) : eventId(fields, envelope);
        return new Labels(
                tenant(fields, envelope),
                id,
                fields.name("stream", null),
                tags(fields),
                fields.line("correlationId", MAX_ID),
                envelope.traceparent());
    }

    private static String eventId(Fields fields, Submission.Envelope envelope) {
        String id = envelope.eventId();
        if (id == null) {
            fields.faults().add(fields.pointer("id"), "required", "must be given, here or as the CloudEvent's id");
        } else if (id.isBlank() || id.length() > MAX_ID || !printable(id)) {
            fields.faults()
                    .add(fields.pointer("id"), "text", "the CloudEvent's id must be 1 to 256 printable characters");
            return null;
        }
        return id;
    }

    private static String tenant(Fields fields, Submission.Envelope envelope) {
        if (envelope.tenant() == null) {
            return fields.name("tenant", DEFAULT_TENANT);
        }
        String asked = fields.name("tenant", null);
        if (asked != null && !asked.equals(envelope.tenant())) {
            fields.faults().add(fields.pointer("tenant"), "tenant", "this topic is for another tenant");
        }
        return envelope.tenant();
    }

    private static Map<String, String> tags(Fields fields) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> tag : fields.object("tags", MAX_TAGS)) {
            String pointer = Faults.at(fields.pointer("tags"), tag.getKey());
            String value = tag.getValue().textValue();
            if (value == null || value.length() > MAX_TAG || !printable(value)) {
                fields.faults().add(pointer, "text", "must be a string of at most 256 printable characters");
            } else if (!tag.getKey().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
                fields.faults().add(pointer, "name", "a tag's name is letters, digits and ._-, at most 64 of them");
            } else {
                tags.put(tag.getKey(), value);
            }
        }
        return tags;
    }

    private void checkRecipients(Fields fields, Addressees addressees) {
        int named = addressees.to().size()
                + addressees.cc().size()
                + addressees.bcc().size();
        if (named > limits.maxRecipients()) {
            fields.faults()
                    .add("", "too-many", "to, cc and bcc may have at most " + limits.maxRecipients() + " in all");
        }
        if (named == 0 && fields.faults().none()) {
            fields.faults().add(fields.pointer("to"), "required", "to, cc or bcc must name a recipient");
        }
    }

    private MailRequest.Wanted wanted(Fields fields) {
        String template = fields.name("template", null);
        if (fields.has("template")) {
            for (String field : List.of("subject", "text", "html")) {
                if (fields.has(field)) {
                    fields.faults().add(fields.pointer(field), "conflict", "cannot be given together with template");
                }
            }
            return new MailRequest.Wanted.Template(template, locale(fields), data(fields));
        }
        for (String field : List.of("data", "locale")) {
            if (fields.has(field)) {
                fields.faults().add(fields.pointer(field), "conflict", "has a meaning only together with template");
            }
        }
        return readyMade(fields);
    }

    private static MailRequest.Wanted readyMade(Fields fields) {
        String subject = fields.line("subject", MAX_SUBJECT);
        String text = fields.string("text");
        String html = fields.string("html");
        if (!fields.has("subject")) {
            fields.faults().add(fields.pointer("subject"), "required", "must be given if there is no template");
        }
        if (!fields.has("text") && !fields.has("html")) {
            fields.faults()
                    .add(fields.pointer("text"), "required", "text or html must be given if there is no template");
        }
        if (subject == null || (text == null && html == null)) {
            return null;
        }
        try {
            return new MailRequest.Wanted.ReadyMade(new Content(subject, text, html));
        } catch (IllegalArgumentException e) {
            fields.faults().add("", "text", "subject, text or html: " + e.getMessage());
            return null;
        }
    }

    private static String locale(Fields fields) {
        return fields.parsed("locale", "locale", tag -> {
            try {
                return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
            } catch (IllformedLocaleException e) {
                throw new IllegalArgumentException("must be a BCP 47 tag such as de-AT", e);
            }
        });
    }

    private static Map<String, Object> data(Fields fields) {
        JsonNode data = fields.get("data");
        if (data == null) {
            return Map.of();
        }
        if (!data.isObject()) {
            fields.faults().add(fields.pointer("data"), "type", "must be an object");
            return Map.of();
        }
        DataText.check(data, fields.pointer("data"), fields.faults());
        return JsonValues.map(data);
    }

    private List<HeaderField> headers(Fields fields) {
        List<HeaderField> headers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, JsonNode> header : fields.object("headers", limits.maxHeaders())) {
            String pointer = Faults.at(fields.pointer("headers"), header.getKey());
            if (!header.getValue().isTextual()) {
                fields.faults().add(pointer, "type", "must be a string");
                continue;
            }
            try {
                headers.add(new HeaderField(header.getKey(), header.getValue().textValue()));
            } catch (IllegalArgumentException e) {
                fields.faults().add(pointer, "header", e.getMessage());
            }
            if (!names.add(header.getKey().toLowerCase(Locale.ROOT))) {
                fields.faults().add(pointer, "repeated", "the same header in other letters is there already");
            }
        }
        return headers;
    }

    private static boolean printable(String text) {
        try {
            UnstructuredText.check(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
