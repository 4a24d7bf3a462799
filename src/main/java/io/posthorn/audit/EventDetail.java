package io.posthorn.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.posthorn.mail.Fault;
import io.posthorn.mail.Labels;
import io.posthorn.mail.Operator;
import io.posthorn.mail.Timestamps;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** What is particular to one type of event, as JSON with the names that results use. */
final class EventDetail {

    private static final JsonFactory JSON = new JsonFactory();

    private EventDetail() {}

    /** The detail, or null if the type says it all. */
    static String of(AuditEvent event) {
        if (event instanceof AuditEvent.DeliveryChanged change) {
            return change.nextAttemptAt() == null && change.answer() == null && change.reason() == null
                    ? null
                    : write(json -> change(json, change));
        }
        if (event instanceof AuditEvent.Late late) {
            return write(json -> {
                json.writeStringField("nextAttemptAt", Timestamps.format(late.nextAttemptAt()));
                json.writeStringField(
                        "reason", "not delivered yet; tried until " + Timestamps.format(late.expiresAt()));
            });
        }
        if (event instanceof AuditEvent.Intervened change) {
            return write(json -> {
                text(
                        json,
                        "nextAttemptAt",
                        change.nextAttemptAt() == null ? null : Timestamps.format(change.nextAttemptAt()));
                operator(json, change.operator());
            });
        }
        if (event instanceof AuditEvent.AcceptedAgain again) {
            return write(json -> {
                text(json, "resentFrom", again.resentFrom().toString());
                operator(json, again.operator());
            });
        }
        if (event instanceof AuditEvent.Resent resent) {
            return write(json -> {
                text(json, "resentAs", resent.resentAs().toString());
                operator(json, resent.operator());
            });
        }
        if (event instanceof AuditEvent.Rejected rejected) {
            return write(json -> rejected(json, rejected));
        }
        if (event instanceof AuditEvent.Duplicate duplicate && duplicate.traceparent() != null) {
            return write(json -> json.writeStringField("traceparent", duplicate.traceparent()));
        }
        if (event instanceof AuditEvent.Skipped skipped) {
            return write(json -> json.writeNumberField("to", skipped.to()));
        }
        if (event instanceof AuditEvent.Begun begun) {
            return write(json -> {
                text(json, "topicId", begun.topicId().toString());
                text(json, "reason", begun.reason());
            });
        }
        if (event instanceof AuditEvent.DeadLettered letter) {
            return write(json -> {
                json.writeStringField("code", letter.code());
                json.writeStringField("reason", letter.reason());
            });
        }
        if (event instanceof AuditEvent.ContentViewed viewed) {
            return write(json -> {
                json.writeStringField("client", viewed.client());
                text(json, "reason", viewed.reason());
            });
        }
        return null;
    }

    private static void change(JsonGenerator json, AuditEvent.DeliveryChanged change) throws IOException {
        if (change.nextAttemptAt() != null) {
            json.writeStringField("nextAttemptAt", Timestamps.format(change.nextAttemptAt()));
        }
        if (change.answer() != null) {
            json.writeObjectFieldStart("smtp");
            answer(json, change.answer());
            json.writeEndObject();
        }
        text(json, "reason", change.reason());
        text(json, "class", change.category());
    }

    private static void operator(JsonGenerator json, Operator operator) throws IOException {
        text(json, "actor", operator.actor());
        text(json, "reason", operator.reason());
    }

    private static void answer(JsonGenerator json, AuditEvent.Answer answer) throws IOException {
        json.writeStringField("relay", answer.relay());
        text(json, "host", answer.host());
        if (answer.simulated()) {
            json.writeBooleanField("simulated", true);
        }
        text(
                json,
                "redirectedTo",
                answer.redirectedTo() == null ? null : answer.redirectedTo().value());
        text(json, "phase", answer.phase() == null ? null : answer.phase().name());
        if (answer.reply() != null) {
            json.writeNumberField("code", answer.reply().code());
            if (answer.reply().enhancedCode().isPresent()) {
                json.writeStringField(
                        "enhancedCode", answer.reply().enhancedCode().get().toString());
            }
            json.writeStringField("text", answer.reply().text());
        }
    }

    private static void rejected(JsonGenerator json, AuditEvent.Rejected rejected) throws IOException {
        Labels labels = rejected.labels();
        text(json, "tenant", labels.tenant());
        text(json, "requestId", labels.requestId());
        text(json, "stream", labels.stream());
        text(json, "correlationId", labels.correlationId());
        text(json, "traceparent", labels.traceparent());
        if (!labels.tags().isEmpty()) {
            json.writeObjectFieldStart("tags");
            for (Map.Entry<String, String> tag : labels.tags().entrySet()) {
                json.writeStringField(tag.getKey(), tag.getValue());
            }
            json.writeEndObject();
        }
        json.writeStringField("code", rejected.code());
        json.writeArrayFieldStart("errors");
        for (Fault fault : rejected.faults()) {
            json.writeStartObject();
            json.writeStringField("pointer", fault.pointer());
            json.writeStringField("code", fault.code());
            json.writeStringField("message", fault.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String field, String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static String write(Fields fields) {
        StringWriter text = new StringWriter(200);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
