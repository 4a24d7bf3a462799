package io.posthorn.delivery;

import io.posthorn.mail.Lane;
import io.posthorn.queue.AttemptJournal;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.HandOver;
import io.posthorn.queue.InstanceLease;
import io.posthorn.queue.Ticket;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Puts attempts on record before they begin, in the name of the identity under which they were leased. */
@ApplicationScoped
class FlightRecorder {

    private static final Logger LOG = Logger.getLogger(FlightRecorder.class);

    private final AttemptJournal journal;
    private final Flights flights;
    private final InstanceLease instance;
    private final HandOver handOver;

    FlightRecorder(AttemptJournal journal, Flights flights, InstanceLease instance, HandOver handOver) {
        this.journal = journal;
        this.flights = flights;
        this.instance = instance;
        this.handOver = handOver;
    }

    /**
     * Records them with everything else that is under way in the lane. Waits for the database if it must.
     *
     * @return those that may begin; the others' leases were lost, to an operator or with an identity that has been given up
     *     for dead
     */
    List<Ticket> record(Lane lane, List<Ticket> tickets) {
        UUID identity = instance.identity();
        List<Ticket> current = new ArrayList<>(tickets.size());
        List<Ticket> lost = new ArrayList<>();
        tickets.forEach(ticket -> (ticket.delivery().lease().owner().equals(identity) ? current : lost).add(ticket));
        if (!current.isEmpty()) {
            List<Delivery> deliveries = current.stream().map(Ticket::delivery).toList();
            Collection<DeliveryKey> underWay = flights.with(lane, deliveries);
            Set<DeliveryKey> revoked = write(identity, lane, underWay, deliveries);
            if (!revoked.isEmpty()) {
                List<Ticket> gone = current.stream()
                        .filter(ticket -> revoked.contains(ticket.delivery().key()))
                        .toList();
                retract(gone);
                lost.addAll(gone);
                current.removeAll(gone);
            }
        }
        if (!lost.isEmpty()) {
            LOG.warnf("%d leases of lane %s were lost before their attempts began", lost.size(), lane.label());
            lost.forEach(ticket -> handOver.release(ticket.delivery()));
        }
        return current;
    }

    /** Those that must not begin. */
    private Set<DeliveryKey> write(UUID identity, Lane lane, Collection<DeliveryKey> underWay, List<Delivery> begun) {
        try {
            return journal.write(identity, lane, underWay, begun)
                    .orElseGet(() -> begun.stream().map(Delivery::key).collect(Collectors.toSet()));
        } catch (RuntimeException | Error e) {
            begun.forEach(flights::landed);
            throw e;
        }
    }

    /** Those never began. */
    void retract(List<Ticket> tickets) {
        tickets.forEach(ticket -> flights.landed(ticket.delivery()));
    }

    /** Leaves on record just what is under way now. */
    void rewrite(Lane lane) {
        journal.write(instance.identity(), lane, flights.with(lane, List.of()), List.of());
    }
}
