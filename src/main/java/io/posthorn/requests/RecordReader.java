package io.posthorn.requests;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Origin;
import io.posthorn.submission.IntakeConfig;
import io.posthorn.submission.StrictJson;
import io.posthorn.submission.Submission;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the JSON object out of a record: a plain value, a CloudEvent in binary mode (attributes in {@code ce_} headers)
 * or one in structured mode ({@code application/cloudevents+json}). Strict: UTF-8, one value, no field twice, bounded.
 */
@ApplicationScoped
class RecordReader {

    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private final ObjectReader json;
    private final long maxSize;

    RecordReader(IntakeConfig limits) {
        this.maxSize = limits.maxRequestSize().asLongValue();
        this.json = StrictJson.reader(limits);
    }

    /**
     * Reads one record.
     *
     * @param tenant the tenant that the topic belongs to, or null
     * @throws UnreadableRecord if it is no request at all
     */
    Submission.Request read(ConsumerRecord<byte[], byte[]> record, Lane lane, String tenant) throws UnreadableRecord {
        byte[] value = record.value();
        if (value == null || value.length == 0) {
            throw new UnreadableRecord("empty-value", "the record has no value");
        }
        if (value.length > maxSize) {
            throw new UnreadableRecord(
                    "too-large",
                    "the record has " + value.length + " octets, more than the " + maxSize
                            + " of posthorn.intake.max-request-size");
        }
        Headers headers = new Headers(record.headers());
        CloudEvent event = CloudEvent.of(headers);
        JsonNode body = parse(value);
        String traceparent = headers.get("traceparent");
        String eventId = event.id();
        if (event.mode() == CloudEvent.Mode.STRUCTURED) {
            CloudEvent.Structured structured = CloudEvent.structured(body);
            body = structured.data();
            eventId = structured.id();
            traceparent = traceparent == null ? structured.traceparent() : traceparent;
        }
        if (!body.isObject()) {
            throw new UnreadableRecord("not-an-object", "a mail request is a JSON object, this is " + named(body));
        }
        return new Submission.Request(
                body,
                value.length,
                new Submission.Envelope(
                        lane,
                        eventId,
                        tenant,
                        traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null,
                        new Origin(record.topic(), record.partition(), record.offset())));
    }

    private JsonNode parse(byte[] value) throws UnreadableRecord {
        try {
            return json.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new UnreadableRecord("malformed-json", "the value is not UTF-8");
        } catch (StreamConstraintsException e) {
            throw new UnreadableRecord("too-deep", "nested too deeply, or a number or a name too long: " + where(e));
        } catch (JsonParseException e) {
            throw new UnreadableRecord("malformed-json", "not JSON: " + where(e));
        } catch (IOException e) {
            throw new UnreadableRecord("malformed-json", "not one JSON value");
        }
    }

    /** The position only: the parser's own message may quote the request. */
    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? "position unknown"
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static String named(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
