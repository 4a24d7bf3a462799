package io.posthorn.submission;

import io.posthorn.audit.AuditEvent;
import io.posthorn.mail.Origin;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Records of one partition that are accounted for by one transaction.
 *
 * @param topic the topic
 * @param topicId Kafka's id of it
 * @param partition the partition
 * @param from where PostgreSQL stands if nobody else has moved it
 * @param to the offset after the last of these records
 * @param gaps offsets between the two for which Kafka delivered no record
 */
public record OffsetAdvance(String topic, UUID topicId, int partition, long from, long to, List<Gap> gaps) {

    public OffsetAdvance {
        gaps = List.copyOf(gaps);
    }

    /**
     * Offsets without a record.
     *
     * @param from the first
     * @param to the one after the last
     */
    public record Gap(long from, long to) {}

    /** The gaps as events. What else became of the offsets is for the submissions to say. */
    Stream<AuditEvent> passedOver() {
        return gaps.stream().map(gap -> new AuditEvent.Skipped(new Origin(topic, partition, gap.from()), gap.to()));
    }
}
