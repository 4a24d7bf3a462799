package io.posthorn.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Lane;
import io.posthorn.submission.IntakeOffsets;
import jakarta.enterprise.inject.Vetoed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PortionsTest {

    private static final TopicPartition PARTITION = new TopicPartition("requests", 0);

    private final IntakeOffsets.Position position = new IntakeOffsets.Position(UUID.randomUUID(), 10);
    private final List<Long> rewound = new ArrayList<>();
    private final Portions portions = new Portions(new Standing(), new Rewinding());

    @Test
    void whatIsAccountedForIsLeftOut() {
        List<Portion> taken = portions.of(Lane.BULK, records(8, 9, 10, 11), 1);

        assertThat(taken)
                .singleElement()
                .satisfies(portion -> assertThat(portion.records())
                        .extracting(ConsumerRecord::offset)
                        .containsExactly(10L, 11L));
    }

    @Test
    void aGapIsBelievedWhenKafkaShowsItASecondTime() {
        assertThat(portions.of(Lane.BULK, records(15, 16), 1)).isEmpty();
        assertThat(rewound).containsExactly(10L);

        assertThat(portions.of(Lane.BULK, records(15, 16), 2)).hasSize(1);
    }

    @Test
    void aBatchThatIsTriedAgainShowsNothingASecondTime() {
        ConsumerRecords<byte[], byte[]> stale = records(15, 16);
        portions.of(Lane.BULK, stale, 1);

        assertThat(portions.of(Lane.BULK, stale, 1)).isEmpty();
    }

    private static ConsumerRecords<byte[], byte[]> records(long... offsets) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long offset : offsets) {
            records.add(new ConsumerRecord<>(PARTITION.topic(), 0, offset, null, new byte[0]));
        }
        return new ConsumerRecords<>(Map.of(PARTITION, records), Map.of());
    }

    @Vetoed
    private final class Standing extends Positions {

        Standing() {
            super(null, null);
        }

        @Override
        IntakeOffsets.Position get(TopicPartition partition) {
            return position;
        }
    }

    @Vetoed
    private final class Rewinding extends Assignments {

        Rewinding() {
            super(null, null, null, null);
        }

        @Override
        void rewind(Lane lane, TopicPartition partition, long offset) {
            rewound.add(offset);
        }
    }
}
