package io.posthorn.requests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * What a record says of itself by the CloudEvents 1.0 Kafka protocol binding.
 *
 * @param mode how
 * @param id the event's id in binary mode, else null
 */
record CloudEvent(Mode mode, String id) {

    private static final String VERSION = "1.0";
    private static final String STRUCTURED_JSON = "application/cloudevents+json";

    /** How a record carries an event. */
    enum Mode {
        NONE,
        BINARY,
        STRUCTURED
    }

    /**
     * The parts of a structured event that matter here.
     *
     * @param id its id
     * @param traceparent of the distributed tracing extension, or null
     * @param data its data
     */
    record Structured(String id, String traceparent, JsonNode data) {}

    static CloudEvent of(Headers headers) throws UnreadableRecord {
        String contentType = headers.get("content-type");
        String mediaType =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (mediaType.startsWith("application/cloudevents")) {
            if (!mediaType.equals(STRUCTURED_JSON)) {
                throw new UnreadableRecord(
                        "unsupported-content-type", "of structured CloudEvents only " + STRUCTURED_JSON + " is read");
            }
            return new CloudEvent(Mode.STRUCTURED, null);
        }
        if (!mediaType.isEmpty() && !json(mediaType)) {
            throw new UnreadableRecord("unsupported-content-type", "the content type must be application/json");
        }
        String version = headers.get("ce_specversion");
        if (version == null) {
            return new CloudEvent(Mode.NONE, null);
        }
        requireVersion(version);
        String id = headers.get("ce_id");
        if (id == null || headers.get("ce_source") == null || headers.get("ce_type") == null) {
            throw new UnreadableRecord(
                    "malformed-cloudevent", "a CloudEvent has the headers ce_id, ce_source and ce_type");
        }
        return new CloudEvent(Mode.BINARY, id);
    }

    static Structured structured(JsonNode event) throws UnreadableRecord {
        if (!event.isObject()) {
            throw new UnreadableRecord("malformed-cloudevent", "a structured CloudEvent is a JSON object");
        }
        requireVersion(event.path("specversion").asText());
        for (String attribute : new String[] {"id", "source", "type"}) {
            if (!event.path(attribute).isTextual()) {
                throw new UnreadableRecord("malformed-cloudevent", "the CloudEvent has no " + attribute);
            }
        }
        String dataContentType = event.path("datacontenttype").asText("application/json");
        if (!json(dataContentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
            throw new UnreadableRecord("unsupported-content-type", "datacontenttype must be application/json");
        }
        if (!event.has("data")) {
            throw new UnreadableRecord("malformed-cloudevent", "the CloudEvent has no data");
        }
        return new Structured(
                event.get("id").textValue(), event.path("traceparent").textValue(), event.get("data"));
    }

    private static boolean json(String mediaType) {
        return mediaType.equals("application/json") || mediaType.endsWith("+json");
    }

    private static void requireVersion(String version) throws UnreadableRecord {
        if (!version.equals(VERSION)) {
            throw new UnreadableRecord("malformed-cloudevent", "only CloudEvents " + VERSION + " is read");
        }
    }
}
