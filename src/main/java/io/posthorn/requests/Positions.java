package io.posthorn.requests;

import io.posthorn.submission.IntakeOffsets;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Where this instance stands in each partition that it has been assigned. Read from PostgreSQL on assignment, before
 * the first record is taken; moved only by what was committed there.
 */
@ApplicationScoped
class Positions {

    private static final Logger LOG = Logger.getLogger(Positions.class);

    private final IntakeOffsets offsets;
    private final KafkaCluster cluster;
    private final Map<TopicPartition, IntakeOffsets.Position> known = new ConcurrentHashMap<>();

    Positions(IntakeOffsets offsets, KafkaCluster cluster) {
        this.offsets = offsets;
        this.cluster = cluster;
    }

    /** Where a partition stands, or null if that has not been read yet, or it is not ours any more. */
    IntakeOffsets.Position get(TopicPartition partition) {
        return known.get(partition);
    }

    /** What is committed now. */
    void moved(TopicPartition partition, IntakeOffsets.Position position) {
        known.computeIfPresent(partition, (key, old) -> position);
    }

    /** Nothing of these is ours any more. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(known::remove);
    }

    /**
     * Reads where the partitions stand and moves the consumer there. To be called on the consumer's polling thread.
     *
     * <p>PostgreSQL is asked first and Kafka then: the other way round, whoever stands still in between, while others go on,
     * would take what they have read for records that Kafka has lost.
     *
     * @throws SQLException if the database is away
     * @throws KafkaException if the broker is
     */
    void establish(Consumer<?, ?> consumer, Collection<TopicPartition> partitions)
            throws SQLException, InterruptedException {
        Map<TopicPartition, Optional<IntakeOffsets.Position>> stands = new LinkedHashMap<>();
        for (TopicPartition partition : partitions) {
            stands.put(partition, offsets.find(partition.topic(), partition.partition()));
        }
        Map<String, UUID> topicIds = cluster.topicIds(
                partitions.stream().map(TopicPartition::topic).distinct().toList());
        Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<TopicPartition> moved = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            IntakeOffsets.Position position = beginOrGoOn(
                    partition,
                    stands.get(partition).orElse(null),
                    topicIds.get(partition.topic()),
                    firsts.get(partition),
                    ends.get(partition));
            if (position == null) {
                moved.add(partition);
            } else {
                consumer.seek(partition, position.nextOffset());
                known.put(partition, position);
            }
        }
        if (!moved.isEmpty()) {
            establish(consumer, moved);
        }
    }

    /** Where it stands, or is begun; null if somebody else began it meanwhile. */
    private IntakeOffsets.Position beginOrGoOn(
            TopicPartition partition, IntakeOffsets.Position found, UUID topicId, long first, long end)
            throws SQLException {
        if (found == null) {
            // Neither the consumer's position nor the group's offset: both are past what was polled, and dropped,
            // while the database could not be asked.
            return begin(partition, null, new IntakeOffsets.Position(topicId, first), "is read for the first time");
        }
        if (!found.topicId().equals(topicId)) {
            return begin(
                    partition,
                    found,
                    new IntakeOffsets.Position(topicId, first),
                    "belongs to a topic that was deleted and created again");
        }
        if (found.nextOffset() > end) {
            return begin(
                    partition,
                    found,
                    new IntakeOffsets.Position(topicId, end),
                    "ends before what was read of it: Kafka has lost records");
        }
        return found;
    }

    private IntakeOffsets.Position begin(
            TopicPartition partition, IntakeOffsets.Position found, IntakeOffsets.Position position, String why)
            throws SQLException {
        if (!offsets.begin(partition.topic(), partition.partition(), found, position, "the partition " + why)) {
            return null;
        }
        LOG.warnf("Partition %s %s; beginning at offset %d", partition, why, position.nextOffset());
        return position;
    }
}
