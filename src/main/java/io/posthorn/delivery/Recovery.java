package io.posthorn.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.audit.AuditTrail;
import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.Lane;
import io.posthorn.queue.DeadInstances;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes over from instances that died, and puts on record what that left in doubt. */
@ApplicationScoped
class Recovery {

    private static final Logger LOG = Logger.getLogger(Recovery.class);

    private final Transactions transactions;
    private final DeadInstances instances;
    private final AuditTrail trail;
    private final Doubts doubts;
    private final MeterRegistry meters;

    Recovery(
            Transactions transactions, DeadInstances instances, AuditTrail trail, Doubts doubts, MeterRegistry meters) {
        this.transactions = transactions;
        this.instances = instances;
        this.trail = trail;
        this.doubts = doubts;
        this.meters = meters;
    }

    /** Takes over from all that are dead now. */
    void run() throws SQLException {
        while (takeOver().isPresent()) {
            // There may be another.
        }
    }

    private Optional<DeadInstances.Estate> takeOver() throws SQLException {
        Optional<DeadInstances.Estate> estate = transactions.once(connection -> {
            Optional<DeadInstances.Estate> found = instances.takeOver(connection);
            if (found.isPresent()) {
                trail.append(
                        connection,
                        found.get().doubts().stream().map(Judge::orphaned).toList());
            }
            return found;
        });
        estate.ifPresent(found -> {
            LOG.warnf(
                    "Instance %s gave no sign of life; its leases are free again, %d deliveries are in doubt",
                    found.instance(), found.doubts().size());
            found.doubts().forEach(this::count);
        });
        return estate;
    }

    private void count(DeadInstances.Doubt doubt) {
        Lane lane = doubt.delivery().lane();
        doubts.count(lane, doubt.onDoubt(), Doubts.Cause.DEATH);
        meters.counter("posthorn.deliveries", "state", DeliveryState.IN_DOUBT.label(), "lane", lane.label())
                .increment();
    }
}
