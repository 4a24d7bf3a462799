package io.posthorn.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A delivery-result event as it stood in Kafka.
 *
 * @param partition of the topic
 * @param offset in the partition
 * @param key or null
 * @param headers as text
 * @param event the value
 */
public record ResultRecord(int partition, long offset, String key, Map<String, String> headers, JsonNode event) {

    /** A text of the event, or an empty string. */
    public String text(String field) {
        return event.path(field).asText();
    }
}
