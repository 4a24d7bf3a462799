package io.posthorn.flow;

import io.posthorn.testing.World;
import io.posthorn.testing.ledger.TopicLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a topic holds. */
final class Records {

    private Records() {}

    /** All there is now, in order within a partition. */
    static List<ConsumerRecord<byte[], byte[]>> all(World world, String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        TopicLedger.records(world.broker().bootstrapServers(), topic).read(all::add);
        return all;
    }

    /** Offset after the last record of a partition that a reader of committed records can see. */
    static long nextAfterLast(World world, TopicPartition partition) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", world.broker().bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long next = consumer.position(partition);
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    next = record.offset() + 1;
                }
            }
            return next;
        }
    }
}
