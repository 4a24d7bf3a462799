package io.posthorn.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.audit.AuditEvent;
import io.posthorn.audit.AuditTrail;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.LateDeliveries;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;

/** Tells, once for each, of deliveries that are still not made long after they might have been. */
@ApplicationScoped
class LateNotices {

    private static final int BATCH = 500;

    private final Transactions transactions;
    private final LateDeliveries deliveries;
    private final AuditTrail trail;
    private final MeterRegistry meters;

    LateNotices(Transactions transactions, LateDeliveries deliveries, AuditTrail trail, MeterRegistry meters) {
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.trail = trail;
        this.meters = meters;
    }

    /**
     * Tells of one batch.
     *
     * @return whether there may be more: the batch was full
     */
    boolean tell() throws SQLException {
        List<LateDeliveries.Late> late = transactions.once(connection -> {
            List<LateDeliveries.Late> marked = deliveries.mark(connection, BATCH);
            trail.append(connection, marked.stream().map(LateNotices::event).toList());
            return marked;
        });
        late.forEach(one -> meters.counter(
                        "posthorn.deliveries.late",
                        "lane",
                        one.delivery().lane().label())
                .increment());
        return late.size() == BATCH;
    }

    private static AuditEvent event(LateDeliveries.Late late) {
        Delivery delivery = late.delivery();
        return new AuditEvent.Late(
                Judge.subject(delivery), delivery.attempt(), delivery.sequence(), late.dueAt(), delivery.expiresAt());
    }
}
