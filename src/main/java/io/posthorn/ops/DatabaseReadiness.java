package io.posthorn.ops;

import io.posthorn.queue.InstanceLease;
import io.posthorn.store.Schema;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready until the tables are there and this instance is on record in them, nor while its signs of life do not reach
 * the database. Asks the database nothing: a probe must not wait for one that hangs, nor take a connection.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements HealthCheck {

    private final Schema schema;
    private final InstanceLease instance;

    DatabaseReadiness(Schema schema, InstanceLease instance) {
        this.schema = schema;
        this.instance = instance;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("database");
        if (!schema.isReady()) {
            return answer.down()
                    .withData("reason", "the tables are not up to date yet")
                    .build();
        }
        if (!instance.isAlive()) {
            return answer.down()
                    .withData("reason", "no sign of life reaches the database")
                    .build();
        }
        return answer.up().build();
    }
}
