package io.posthorn.requests;

import io.posthorn.mail.Lane;
import io.posthorn.submission.IntakeOffsets;
import io.posthorn.submission.OffsetAdvance;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Holds what Kafka delivered against where PostgreSQL stands. Records that are accounted for already are left out. A
 * gap before the first record is believed (compaction, the markers of transactions, retention) only if Kafka shows it a
 * second time after being asked to read from there, so that no record is passed over because of a stale batch.
 */
@ApplicationScoped
class Portions {

    private static final Logger LOG = Logger.getLogger(Portions.class);

    private record Sighting(OffsetAdvance.Gap gap, long delivery) {}

    private final Positions positions;
    private final Assignments assignments;
    private final Map<TopicPartition, Sighting> suspected = new ConcurrentHashMap<>();

    Portions(Positions positions, @Identifier("posthorn") Assignments assignments) {
        this.positions = positions;
        this.assignments = assignments;
    }

    /**
     * What of the batch is to be taken in now; the rest is not ours, is done, or comes again.
     *
     * @param delivery tells this batch from another: that it is tried again shows nothing a second time
     */
    List<Portion> of(Lane lane, ConsumerRecords<byte[], byte[]> records, long delivery) {
        List<Portion> portions = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            IntakeOffsets.Position position = positions.get(partition);
            if (position == null) {
                LOG.debugf("Where %s stands is not known (any more); its records come again", partition);
                continue;
            }
            List<ConsumerRecord<byte[], byte[]>> fresh = records.records(partition).stream()
                    .filter(record -> record.offset() >= position.nextOffset())
                    .toList();
            if (!fresh.isEmpty()
                    && contiguous(
                            lane,
                            partition,
                            position,
                            new Sighting(
                                    new OffsetAdvance.Gap(
                                            position.nextOffset(), fresh.get(0).offset()),
                                    delivery))) {
                portions.add(new Portion(partition, position, fresh));
            }
        }
        return portions;
    }

    /** The portions are committed. */
    void moved(Collection<Portion> portions) {
        portions.forEach(portion -> positions.moved(portion.partition(), portion.next()));
    }

    /** The portions' partitions are not where they were thought to be. */
    void reestablish(Collection<Portion> portions) {
        assignments.reestablish(portions.stream().map(Portion::partition).toList());
    }

    /** Where a partition stands, or null. */
    IntakeOffsets.Position position(TopicPartition partition) {
        return positions.get(partition);
    }

    private boolean contiguous(
            Lane lane, TopicPartition partition, IntakeOffsets.Position position, Sighting sighting) {
        OffsetAdvance.Gap gap = sighting.gap();
        if (gap.from() == gap.to()) {
            suspected.remove(partition);
            return true;
        }
        Sighting before = suspected.put(partition, sighting);
        if (before != null && before.gap().equals(gap) && before.delivery() != sighting.delivery()) {
            LOG.infof("Partition %s has no records from offset %d to %d", partition, gap.from(), gap.to());
            suspected.remove(partition);
            return true;
        }
        assignments.rewind(lane, partition, position.nextOffset());
        return false;
    }
}
