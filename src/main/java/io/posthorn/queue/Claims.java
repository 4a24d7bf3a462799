package io.posthorn.queue;

import io.posthorn.mail.Lane;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Takes from the table what is due, as far as there is room, and hands it over. */
@ApplicationScoped
public class Claims {

    private final Transactions transactions;
    private final MailQueue queue;
    private final InstanceLease instance;
    private final HandOver handOver;
    private final QueueConfig config;

    Claims(Transactions transactions, MailQueue queue, InstanceLease instance, HandOver handOver, QueueConfig config) {
        this.transactions = transactions;
        this.queue = queue;
        this.instance = instance;
        this.handOver = handOver;
        this.config = config;
    }

    /**
     * Takes one batch of a lane.
     *
     * @return whether there may be more: the batch was full
     * @throws SQLException if the database is away; nothing is held then
     */
    public boolean claim(Lane lane) throws SQLException {
        int most = Math.min(config.claimSize(), handOver.free(lane));
        if (most == 0 || !instance.isRegistered()) {
            return false;
        }
        List<Delivery> due = lease(lane, most);
        List<Delivery> unfit = new ArrayList<>();
        for (Delivery delivery : due) {
            if (handOver.reserve(lane, 1, delivery.weight())) {
                handOver.offer(lane, List.of(new Ticket(delivery, null, null)));
            } else {
                unfit.add(delivery);
            }
        }
        if (!unfit.isEmpty()) {
            handOver.forget(unfit);
            transactions.once(connection -> {
                queue.release(connection, unfit);
                return null;
            });
        }
        return unfit.isEmpty() && due.size() == most;
    }

    private List<Delivery> lease(Lane lane, int most) throws SQLException {
        List<Delivery> leased = new ArrayList<>();
        try {
            return transactions.once(connection -> {
                UUID owner = instance.identity();
                if (!instance.confirm(connection, owner)) {
                    return List.of();
                }
                leased.addAll(queue.claim(connection, lane, most, owner));
                handOver.hold(leased);
                return leased;
            });
        } catch (SQLException e) {
            handOver.forget(leased);
            throw e;
        }
    }
}
