package io.posthorn.ops;

import io.posthorn.delivery.DeliveryEngine;
import io.posthorn.requests.LaneIntake;
import io.posthorn.results.ResultsTail;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The order in which the gateway stops: nothing new is taken, attempts under way end and are written down, leases are
 * given back, results are published.
 */
@ApplicationScoped
class OrderlyStop {

    private static final Logger LOG = Logger.getLogger(OrderlyStop.class);
    private static final Duration LAST_RESULTS = Duration.ofSeconds(5);

    private final LaneIntake intake;
    private final DeliveryEngine engine;
    private final ResultsTail results;

    OrderlyStop(LaneIntake intake, DeliveryEngine engine, ResultsTail results) {
        this.intake = intake;
        this.engine = engine;
        this.results = results;
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        LOG.info("Stopping: no new work is taken");
        intake.close();
        engine.stop();
        results.stop(LAST_RESULTS);
        LOG.info("Stopped");
    }
}
