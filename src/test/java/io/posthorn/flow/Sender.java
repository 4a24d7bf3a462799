package io.posthorn.flow;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.ResultEvents;
import io.posthorn.testing.World;
import io.posthorn.testing.smtp.ReceivedMail;
import io.posthorn.testing.smtp.SmtpScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A service that has one mail sent to one recipient of its own, and hears what becomes of it. */
final class Sender implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    final String recipient;
    private final World world;
    private final ResultEvents results;

    Sender(World world) {
        this(world, "ada-" + UUID.randomUUID() + "@example.org");
    }

    Sender(World world, String recipient) {
        this.world = world;
        this.recipient = recipient;
        this.results = ResultEvents.of(world.broker(), world.topics().results(), event -> {});
    }

    /** Publishes a request with these further fields; its id. */
    String send(String fields) throws Exception {
        String id = UUID.randomUUID().toString();
        String request = """
                {"id": "%s", "from": "shop@example.org", "to": ["%s"], "subject": "s", "text": "t"%s}""".formatted(id, recipient, fields.isEmpty() ? "" : ", " + fields);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.broker().bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] value = request.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(world.topics().transactional(), value))
                    .get();
        }
        return id;
    }

    /** The results of that request, in order, once they are as wanted. */
    List<JsonNode> resultsUntil(String id, Predicate<List<JsonNode>> wanted) {
        return await().atMost(PATIENCE).until(() -> results.ofRequest(id), wanted);
    }

    /** The same, once one of that type is among them. */
    List<JsonNode> resultsUntil(String id, String type) {
        return resultsUntil(id, all -> types(all).contains(type));
    }

    static List<String> types(List<JsonNode> results) {
        return results.stream().map(result -> result.get("type").textValue()).toList();
    }

    /** What the next hop has taken for this recipient. */
    List<ReceivedMail> mails() {
        return world.sink().mails().stream()
                .filter(mail -> mail.recipients().contains(recipient))
                .toList();
    }

    /** Has the next hop do so at that phase for this recipient, and as usual for all others. */
    void nextHop(SmtpPhase when, SmtpScript.Action action) {
        world.sink()
                .reply((phase, sender, to) ->
                        phase == when && recipient.equals(to) ? action : SmtpScript.Action.proceed());
    }

    @Override
    public void close() {
        world.sink().reply(SmtpScript.ACCEPT);
        results.close();
    }
}
