package io.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.Broker;
import io.posthorn.testing.Ports;
import io.posthorn.testing.SharedServers;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SendCommandTest {

    // Spaces, order and a non-ASCII letter: nothing may be lost by reading and writing it again.
    private static final String REQUEST = "{ \"to\" : [\"ada@example.org\"],\n  \"id\":\"order 4711/ä\" }\n";

    private final Broker broker = SharedServers.broker();
    private final String topic = "send." + UUID.randomUUID();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void theFileIsPublishedByteForByte() throws Exception {
        broker.createTopic(topic, 1);

        int exitCode = send(file(REQUEST), "--topic", topic);

        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(published())
                .singleElement()
                .satisfies(request -> assertThat(request.value()).isEqualTo(REQUEST.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void itIsSaidWhereTheRequestIsAndHowToLookItUp() throws Exception {
        broker.createTopic(topic, 1);

        send(file(REQUEST), "--topic", topic);

        assertThat(out).hasToString("""
                published to %s, partition 0, offset 0
                look it up: curl 'http://localhost:8080/api/v1/mails?requestId=order+4711%%2F%%C3%%A4'
                """.formatted(topic));
    }

    @Test
    void aDashIsStandardInput() {
        broker.createTopic(topic, 1);
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(REQUEST.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(send("-", "--topic", topic)).isZero();
        } finally {
            System.setIn(before);
        }

        assertThat(published()).hasSize(1);
    }

    @Test
    void bulkHasATopicOfItsOwn() throws Exception {
        broker.createTopic("mail.requests.bulk.v1", 1);

        int exitCode = send(file(REQUEST), "--bulk");

        assertThat(exitCode).isZero();
        assertThat(out.toString()).startsWith("published to mail.requests.bulk.v1, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id: 4711", "{\"id\":", "[]", "{} {}"})
    void whatIsNotOneJsonObjectIsNotPublished(String content) throws Exception {
        broker.createTopic(topic, 1);

        int exitCode = send(file(content), "--topic", topic);

        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).startsWith("posthorn send: " + directory).hasLineCount(1);
        assertThat(published()).isEmpty();
    }

    @Test
    void aMissingFileIsNamed() {
        int exitCode = send("nowhere.json");

        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err).hasToString("posthorn send: there is no file nowhere.json; see posthorn send --help\n");
    }

    @Test
    void aMissingTopicIsNamed() throws Exception {
        int exitCode = send(file(REQUEST), "--topic", topic, "--property", "max.block.ms=1000");

        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString())
                .isEqualTo("posthorn send: not published: there is no topic %s at %s\n"
                        .formatted(topic, broker.bootstrapServers()));
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNamed() throws Exception {
        String nobody = "localhost:" + Ports.free();

        int exitCode = send(file(REQUEST), "--bootstrap-servers", nobody, "--property", "max.block.ms=1000");

        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err).hasToString("posthorn send: not published: no Kafka broker answers at " + nobody + "\n");
    }

    @Test
    void aWrongSettingIsNamed() throws Exception {
        int exitCode = send(file(REQUEST), "--property", "security.protocol=TELEPATHY");

        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("security.protocol").hasLineCount(1);
    }

    @Test
    void theVersionIsTheProjects() {
        assertThat(execute("--version")).isZero();

        assertThat(out.toString()).matches("posthorn \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    private String file(String content) throws Exception {
        return Files.writeString(directory.resolve("request.json"), content).toString();
    }

    private int send(String file, String... options) {
        List<String> args = new ArrayList<>(List.of("send", file));
        args.addAll(List.of(options));
        if (!args.contains("--bootstrap-servers")) {
            args.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        }
        return execute(args.toArray(String[]::new));
    }

    private int execute(String... args) {
        return Posthorn.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private List<ConsumerRecord<byte[], byte[]>> published() {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
            return records;
        }
    }
}
