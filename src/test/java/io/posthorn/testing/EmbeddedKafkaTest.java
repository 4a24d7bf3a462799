package io.posthorn.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsThereAfterARestartOnTheSamePort() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            kafka.createTopic("letters", 2);
            kafka.createTopic("letters", 2);
            send(kafka, "before");
            String bootstrapServers = kafka.bootstrapServers();

            kafka.stop();
            assertThatThrownBy(() -> send(kafka, "meanwhile")).hasRootCauseInstanceOf(TimeoutException.class);
            kafka.start();
            send(kafka, "after");

            assertThat(kafka.bootstrapServers()).isEqualTo(bootstrapServers);
            assertThat(read(kafka)).containsExactly("before", "after");
        }
    }

    @Test
    void aTopicThatNobodyCreatedDoesNotAppearByItself() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            assertThatThrownBy(() -> send(kafka, "lost")).isInstanceOf(ExecutionException.class);
        }
    }

    private static void send(Broker kafka, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", "3000");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("letters", 1, "key", value)).get(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> read(Broker kafka) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("letters", 1);
            consumer.assign(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20)).records(partition).stream()
                    .map(letter -> letter.value())
                    .toList();
        }
    }
}
