package io.posthorn.audit;

/**
 * Where a request came from: a record of a Kafka topic.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset there
 */
public record Origin(String topic, int partition, long offset) {

    static Origin of(String topic, Integer partition, Long offset) {
        return topic == null || partition == null || offset == null ? null : new Origin(topic, partition, offset);
    }
}
