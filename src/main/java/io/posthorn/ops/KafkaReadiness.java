package io.posthorn.ops;

import io.posthorn.requests.KafkaCluster;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while no broker answers. Says so sooner than any probe gives up. */
@Readiness
@ApplicationScoped
class KafkaReadiness implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KafkaCluster cluster;

    KafkaReadiness(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            return HealthCheckResponse.named("kafka")
                    .status(cluster.answers(PATIENCE))
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HealthCheckResponse.down("kafka");
        }
    }
}
