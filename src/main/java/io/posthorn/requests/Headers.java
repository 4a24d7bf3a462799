package io.posthorn.requests;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;

/** A record's headers as text; of several with one name the last counts, as everywhere in Kafka. */
record Headers(org.apache.kafka.common.header.Headers kafka) {

    /** The value, or null. */
    String get(String name) {
        Header header = kafka.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
