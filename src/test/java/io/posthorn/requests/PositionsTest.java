package io.posthorn.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.mail.Lane;
import io.posthorn.store.FreshDatabase;
import io.posthorn.submission.IntakeOffsets;
import io.posthorn.submission.Offsets;
import io.posthorn.testing.SharedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a partition stands, and which records that lets in. */
class PositionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static FreshDatabase database;
    private static Map<String, Object> kafka;
    private static KafkaCluster cluster;
    private static Positions positions;

    private final String topic = "positions." + UUID.randomUUID();
    private final TopicPartition partition = new TopicPartition(topic, 0);
    private final IntakeOffsets offsets = Offsets.on(database);
    private final List<String> rewinds = new ArrayList<>();
    private final Portions portions = new Portions(positions, new Assignments(null, positions, null, null) {
        @Override
        void rewind(Lane lane, TopicPartition rewound, long offset) {
            rewinds.add(lane + " " + offset);
        }
    });
    private KafkaConsumer<byte[], byte[]> consumer;
    private long deliveries;

    @BeforeAll
    static void open() {
        database = FreshDatabase.create();
        kafka = Map.of("bootstrap.servers", SharedServers.broker().bootstrapServers());
        cluster = new KafkaCluster(kafka);
        positions = new Positions(Offsets.on(database), cluster);
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @BeforeEach
    void aTopicWithFiveRecords() {
        SharedServers.broker().createTopic(topic, 1);
        publish(5);
        consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
    }

    @AfterEach
    void leave() {
        consumer.close();
    }

    @Test
    void aPartitionThatIsReadForTheFirstTimeIsBegunAtItsFirstRecordWhereverTheConsumerStands() throws Exception {
        consumer.seekToEnd(List.of(partition));

        positions.establish(consumer, List.of(partition));

        assertThat(nextRecord()).isZero();
        assertThat(offsets.find(topic, 0)).contains(new IntakeOffsets.Position(topicId(), 0));
    }

    @Test
    void onAssignmentTheConsumerIsPutWherePostgresStands() throws Exception {
        Offsets.begin(database, topic, 0, new IntakeOffsets.Position(topicId(), 3));

        positions.establish(consumer, List.of(partition));

        assertThat(nextRecord()).isEqualTo(3);
        assertThat(positions.get(partition)).isEqualTo(new IntakeOffsets.Position(topicId(), 3));
    }

    @Test
    void aTopicThatWasDeletedAndCreatedAgainIsBegunAnew() throws Exception {
        Offsets.begin(database, topic, 0, new IntakeOffsets.Position(UUID.randomUUID(), 3));

        positions.establish(consumer, List.of(partition));

        assertThat(nextRecord()).isZero();
        assertThat(offsets.find(topic, 0)).contains(new IntakeOffsets.Position(topicId(), 0));
    }

    @Test
    void aPartitionThatSomebodyElseBeganMeanwhileIsNotPutBack() throws Exception {
        IntakeOffsets.Position before = new IntakeOffsets.Position(UUID.randomUUID(), 3);
        Offsets.begin(database, topic, 0, before);
        Offsets.begin(database, topic, 0, new IntakeOffsets.Position(topicId(), 2));

        assertThat(offsets.begin(topic, 0, before, new IntakeOffsets.Position(topicId(), 0), "late"))
                .isFalse();
        assertThat(offsets.begin(topic, 0, null, new IntakeOffsets.Position(topicId(), 0), "late"))
                .isFalse();

        assertThat(offsets.find(topic, 0)).contains(new IntakeOffsets.Position(topicId(), 2));
    }

    @Test
    void aPartitionThatLostItsEndIsReadFromWhereItEndsNow() throws Exception {
        Offsets.begin(database, topic, 0, new IntakeOffsets.Position(topicId(), 99));

        positions.establish(consumer, List.of(partition));

        assertThat(positions.get(partition).nextOffset()).isEqualTo(5);
        assertThat(offsets.find(topic, 0).orElseThrow().nextOffset()).isEqualTo(5);
    }

    @Test
    void whatOthersReadWhileThisOneStoodStillIsNotTakenForLost() throws Exception {
        Offsets.begin(database, topic, 0, new IntakeOffsets.Position(topicId(), 5));
        Positions frozen = new Positions(Offsets.on(database, this::othersGoOn), cluster);

        frozen.establish(consumer, List.of(partition));

        assertThat(frozen.get(partition).nextOffset()).isEqualTo(6);
        assertThat(offsets.find(topic, 0).orElseThrow().nextOffset()).isEqualTo(6);
    }

    private Void othersGoOn() throws Exception {
        publish(1);
        Offsets.begin(database, topic, 0, new IntakeOffsets.Position(topicId(), 6));
        return null;
    }

    @Test
    void whatIsNotOursAnyMoreDoesNotMove() {
        positions.moved(partition, new IntakeOffsets.Position(UUID.randomUUID(), 4));

        assertThat(positions.get(partition)).isNull();
    }

    @Test
    void aPartitionWhoseStandIsNotKnownLetsNothingIn() {
        assertThat(taken(records(0, 1))).isEmpty();
        assertThat(rewinds).isEmpty();
    }

    @Test
    void whatIsAccountedForAlreadyIsLeftOut() throws Exception {
        stand(2);

        List<Portion> taken = taken(records(0, 1, 2, 3));

        assertThat(offsetsOf(taken)).containsExactly(2L, 3L);
        assertThat(taken.get(0).advance().from()).isEqualTo(2);
        assertThat(taken.get(0).advance().to()).isEqualTo(4);
        assertThat(taken(records(0, 1))).isEmpty();
    }

    @Test
    void aGapIsBelievedWhenItIsShownASecondTime() throws Exception {
        stand(2);

        assertThat(taken(records(4, 5))).isEmpty();
        assertThat(rewinds).containsExactly("BULK 2");

        List<Portion> taken = taken(records(4, 5));
        assertThat(offsetsOf(taken)).containsExactly(4L, 5L);
        assertThat(taken.get(0).advance().from()).isEqualTo(2);
        assertThat(rewinds).hasSize(1);
    }

    @Test
    void aGapThatLooksOtherwiseTheSecondTimeIsNotBelieved() throws Exception {
        stand(2);

        taken(records(7));

        assertThat(taken(records(4, 5))).isEmpty();
        assertThat(rewinds).containsExactly("BULK 2", "BULK 2");
    }

    @Test
    void aStaleBatchAfterARewindPassesOverNothing() throws Exception {
        stand(2);

        taken(records(4));
        assertThat(offsetsOf(taken(records(2, 3)))).containsExactly(2L, 3L);

        // The suspicion is gone with the gap.
        assertThat(taken(records(4))).isEmpty();
    }

    @Test
    void gapsWithinABatchAreKafkasOwn() throws Exception {
        stand(2);

        assertThat(offsetsOf(taken(records(2, 4, 9)))).containsExactly(2L, 4L, 9L);
    }

    @Test
    void whatRetentionTookAwayIsPassedOverAfterASecondLook() throws Exception {
        stand(1);
        try (Admin admin = Admin.create(kafka)) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(3)))
                    .all()
                    .get();
        }
        consumer.seek(partition, 3);
        ConsumerRecords<byte[], byte[]> left = poll();

        assertThat(taken(left)).isEmpty();
        assertThat(offsetsOf(taken(left))).containsExactly(3L, 4L);
    }

    /** What each batch that is delivered anew lets in. */
    private List<Portion> taken(ConsumerRecords<byte[], byte[]> records) {
        return portions.of(Lane.BULK, records, ++deliveries);
    }

    private void publish(int records) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, new byte[] {(byte) i}));
            }
        }
    }

    private void stand(long offset) throws Exception {
        Offsets.begin(database, topic, 0, new IntakeOffsets.Position(topicId(), offset));
        positions.establish(consumer, List.of(partition));
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        return await().atMost(PATIENCE).until(() -> consumer.poll(Duration.ofMillis(200)), polled -> !polled.isEmpty());
    }

    private long nextRecord() {
        return poll().iterator().next().offset();
    }

    private ConsumerRecords<byte[], byte[]> records(long... offsetsOfRecords) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long offset : offsetsOfRecords) {
            records.add(new ConsumerRecord<>(topic, 0, offset, null, new byte[] {1}));
        }
        return new ConsumerRecords<>(Map.of(partition, records), Map.of());
    }

    private static List<Long> offsetsOf(Collection<Portion> portions) {
        return portions.stream()
                .flatMap(portion -> portion.records().stream())
                .map(ConsumerRecord::offset)
                .toList();
    }

    private UUID topicId() throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            var id = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId();
            return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
        }
    }
}
