package io.posthorn.results;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.posthorn.mail.Timestamps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A result as others see it: the JSON of one event of the trail. */
final class ResultEvent {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Said by the envelope already. */
    private static final String TRACEPARENT = "traceparent";

    private ResultEvent() {}

    static byte[] body(TrailEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("eventId", event.position().event().toString());
            json.writeStringField("type", event.type());
            json.writeStringField("at", Timestamps.format(event.at()));
            text(json, "mailId", event.mailId() == null ? null : event.mailId().toString());
            text(json, "recipient", event.recipient());
            number(json, "sequence", event.sequence());
            number(json, "attempt", event.attempt());
            if (event.mail() != null) {
                labels(json, event.mail());
            }
            if (event.detail() != null) {
                detail(json, event.detail());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The request's trace context, or null. */
    static String traceparent(TrailEvent event) {
        if (event.detail() != null && event.detail().contains(TRACEPARENT)) {
            try {
                JsonNode own = JSON.readTree(event.detail()).get(TRACEPARENT);
                if (own != null) {
                    return own.textValue();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return event.mail() == null ? null : event.mail().traceparent();
    }

    private static void labels(JsonGenerator json, TrailEvent.MailLabels mail) throws IOException {
        json.writeStringField("tenant", mail.tenant());
        json.writeStringField("requestId", mail.requestId());
        if (mail.templateName() != null) {
            json.writeObjectFieldStart("template");
            json.writeStringField("name", mail.templateName());
            json.writeStringField("version", "sha256:" + mail.templateHash());
            json.writeStringField("locale", mail.locale());
            json.writeEndObject();
        }
        json.writeStringField("stream", mail.stream());
        if (mail.tags() != null) {
            json.writeFieldName("tags");
            json.writeRawValue(mail.tags());
        }
        text(json, "correlationId", mail.correlationId());
    }

    /** The fields of the detail, which is an object, as they stand. */
    private static void detail(JsonGenerator json, String detail) throws IOException {
        if (detail.contains(TRACEPARENT)) {
            for (Map.Entry<String, JsonNode> field : JSON.readTree(detail).properties()) {
                if (!field.getKey().equals(TRACEPARENT)) {
                    json.writeFieldName(field.getKey());
                    json.writeTree(field.getValue());
                }
            }
        } else if (!detail.equals("{}")) {
            json.writeRaw(',');
            json.writeRaw(detail, 1, detail.length() - 2);
        }
    }

    private static void text(JsonGenerator json, String field, String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    private static void number(JsonGenerator json, String field, Integer value) throws IOException {
        if (value != null) {
            json.writeNumberField(field, value);
        }
    }
}
