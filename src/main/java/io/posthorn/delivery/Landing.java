package io.posthorn.delivery;

import io.posthorn.mail.Lane;
import io.posthorn.queue.InstanceLease;
import io.posthorn.store.Stopped;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The end of the last attempts when the gateway stops. */
@ApplicationScoped
class Landing {

    private static final Logger LOG = Logger.getLogger(Landing.class);

    private final Flights flights;
    private final FlightRecorder recorder;
    private final InstanceLease instance;
    private final DeliveryConfig config;

    Landing(Flights flights, FlightRecorder recorder, InstanceLease instance, DeliveryConfig config) {
        this.flights = flights;
        this.recorder = recorder;
        this.instance = instance;
        this.config = config;
    }

    /** Waits for the attempts under way; false if some did not end in time. */
    boolean await(Duration patience) throws InterruptedException {
        return flights.awaitNone(patience);
    }

    /** Gives the leases back, save those of attempts that have not ended: they stay on record, alone. */
    void close(boolean landed) {
        if (landed) {
            instance.end();
            return;
        }
        LOG.warnf("Attempts did not end within %s; they will be in doubt", config.drainTimeout());
        try {
            for (Lane lane : Lane.values()) {
                recorder.rewrite(lane);
            }
        } catch (Stopped e) {
            LOG.warn("The database is away; all attempts that were on record will be in doubt");
        }
        instance.abandon();
    }
}
