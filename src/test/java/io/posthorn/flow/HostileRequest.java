package io.posthorn.flow;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that would be accepted, were it not for one string in one field.
 *
 * @param number identity; as tag {@code n} and as correlation id it comes back in every result
 */
record HostileRequest(int number, HostileField field, String text) {

    static final String NUMBER = "n";

    private static final JsonMapper JSON = new JsonMapper();

    /** Lone surrogates can stand in JSON as escapes only. */
    private static final ObjectWriter ASCII = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    /** Whether there are octets for it: JSON has escapes for everything, a record header is UTF-8. */
    boolean canBeWritten() {
        return (field != HostileField.EVENT_ID && field != HostileField.TRACEPARENT)
                || StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** As its author wrote it. */
    ObjectNode json() {
        ObjectNode request = JSON.createObjectNode()
                .put("id", "hostile-" + number)
                .put("tenant", "hostile")
                .put("from", "shop@example.org")
                .put("subject", "subject")
                .put("text", "text")
                .put("correlationId", Integer.toString(number));
        request.putArray("to").add("ada@example.org");
        request.putObject("tags").put(NUMBER, Integer.toString(number));
        field.put(request, text);
        return request;
    }

    /** The record's value. */
    byte[] value() {
        ObjectNode request = json();
        if (field == HostileField.STRUCTURED_EVENT_ID) {
            request = JSON.createObjectNode()
                    .put("specversion", "1.0")
                    .put("id", text)
                    .put("source", "/test")
                    .put("type", "mail")
                    .set("data", request.put("tenant", "structured"));
        }
        try {
            return ASCII.writeValueAsBytes(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record's headers. */
    Map<String, byte[]> headers() {
        Map<String, String> headers = new HashMap<>();
        if (field == HostileField.EVENT_ID) {
            headers = new LinkedHashMap<>(
                    Map.of("ce_specversion", "1.0", "ce_id", text, "ce_source", "/test", "ce_type", "mail"));
        } else if (field == HostileField.STRUCTURED_EVENT_ID) {
            headers.put("content-type", "application/cloudevents+json");
        } else if (field == HostileField.TRACEPARENT) {
            headers.put("traceparent", text);
        }
        Map<String, byte[]> octets = new LinkedHashMap<>();
        headers.forEach((name, value) -> octets.put(name, value.getBytes(StandardCharsets.UTF_8)));
        return octets;
    }

    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder("#" + number + " " + field + " ");
        text.codePoints().limit(120).forEach(c -> {
            if (c >= ' ' && c < 0x7F) {
                shown.appendCodePoint(c);
            } else {
                shown.append("\\u{%04X}".formatted(c));
            }
        });
        return shown.toString();
    }
}
