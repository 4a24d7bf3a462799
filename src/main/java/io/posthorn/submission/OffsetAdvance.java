package io.posthorn.submission;

import java.util.UUID;

/**
 * Records of one partition that are accounted for by one transaction.
 *
 * @param topic the topic
 * @param topicId Kafka's id of it
 * @param partition the partition
 * @param from where PostgreSQL stands if nobody else has moved it
 * @param to the offset after the last of these records
 */
public record OffsetAdvance(String topic, UUID topicId, int partition, long from, long to) {}
