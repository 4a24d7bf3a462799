package io.posthorn.requests;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/** Questions to Kafka about itself. */
@ApplicationScoped
public class KafkaCluster {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private Admin admin;

    KafkaCluster(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /** Whether a broker answers within that time. */
    public boolean answers(Duration patience) throws InterruptedException {
        int millis = (int) patience.toMillis();
        try {
            admin().describeCluster(new DescribeClusterOptions().timeoutMs(millis))
                    .clusterId()
                    .get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return false;
        }
    }

    /**
     * What Kafka calls those topics; one that was deleted and created again has another id.
     *
     * @throws KafkaException if the broker is away, or if there is no such topic
     */
    Map<String, UUID> topicIds(Collection<String> topics) throws InterruptedException {
        Map<String, UUID> ids = new HashMap<>();
        try {
            admin().describeTopics(topics)
                    .allTopicNames()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((name, topic) -> ids.put(name, uuid(topic.topicId())));
            return ids;
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("The ids of " + topics + " could not be learned", e);
        }
    }

    private static UUID uuid(Uuid id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(new HashMap<>(kafka));
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
