package io.posthorn.requests;

import io.posthorn.submission.IntakeOffsets;
import io.posthorn.submission.OffsetAdvance;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The part of a batch that comes from one partition and has not been accounted for.
 *
 * @param partition the partition
 * @param position where it stands
 * @param records at least one, in order, none before the position
 */
record Portion(
        TopicPartition partition, IntakeOffsets.Position position, List<ConsumerRecord<byte[], byte[]>> records) {

    /** What taking it in commits. */
    OffsetAdvance advance() {
        return new OffsetAdvance(
                partition.topic(), position.topicId(), partition.partition(), position.nextOffset(), end(), gaps());
    }

    private List<OffsetAdvance.Gap> gaps() {
        List<OffsetAdvance.Gap> gaps = new ArrayList<>();
        long next = position.nextOffset();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() > next) {
                gaps.add(new OffsetAdvance.Gap(next, record.offset()));
            }
            next = record.offset() + 1;
        }
        return gaps;
    }

    /** Where the partition stands afterwards. */
    IntakeOffsets.Position next() {
        return new IntakeOffsets.Position(position.topicId(), end());
    }

    private long end() {
        return records.get(records.size() - 1).offset() + 1;
    }
}
