package io.posthorn.queue;

import io.posthorn.mail.Lane;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes from the table what is due, or what is parked and wanted, as far as there is room, and hands it over. */
@ApplicationScoped
public class Claims {

    private final Transactions transactions;
    private final MailQueue queue;
    private final InstanceLease instance;
    private final HandOver handOver;
    private final QueueConfig config;
    private final Map<Lane, DueSearch> searches = new EnumMap<>(Lane.class);

    Claims(Transactions transactions, MailQueue queue, InstanceLease instance, HandOver handOver, QueueConfig config) {
        this.transactions = transactions;
        this.queue = queue;
        this.instance = instance;
        this.handOver = handOver;
        this.config = config;
        for (Lane lane : Lane.values()) {
            searches.put(lane, new DueSearch(lane, System::nanoTime));
        }
    }

    /** Leases deliveries for an owner. */
    @FunctionalInterface
    private interface Statement {
        List<Delivery> lease(Connection connection, UUID owner) throws SQLException;
    }

    /**
     * Takes one batch of a lane. One thread at a time for each lane.
     *
     * @return whether there may be more
     * @throws SQLException if the database is away; nothing is held then
     */
    public boolean claim(Lane lane) throws SQLException {
        int most = Math.min(config.claimSize(), handOver.free(lane));
        if (most == 0) {
            return false;
        }
        DueSearch search = searches.get(lane);
        int taken = take(lane, (connection, owner) -> search.claim(connection, most, owner));
        return search.passed(taken == most);
    }

    /**
     * Waits until there is room again for a batch of that lane, and for mail that comes in meanwhile: a quarter of all of
     * it; but no longer than from one poll to the next.
     */
    public void awaitRoom(Lane lane) throws InterruptedException {
        handOver.awaitRoom(lane, Math.max(config.claimSize(), config.room() / 4), config.pollInterval());
    }

    /**
     * Takes what was parked, of each key at most so many.
     *
     * @return how many there were and found room
     * @throws SQLException if the database is away; nothing is held then
     */
    public int claimParked(Lane lane, Map<String, Integer> wanted) throws SQLException {
        return take(lane, (connection, owner) -> ParkedTable.unpark(connection, lane, wanted, owner));
    }

    /** How many there were and found room. */
    private int take(Lane lane, Statement statement) throws SQLException {
        if (!instance.isRegistered()) {
            return 0;
        }
        List<Delivery> due = lease(statement);
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
        return due.size() - unfit.size();
    }

    private List<Delivery> lease(Statement statement) throws SQLException {
        List<Delivery> leased = new ArrayList<>();
        try {
            return transactions.once(connection -> {
                UUID owner = instance.identity();
                if (!instance.confirm(connection, owner)) {
                    return List.of();
                }
                leased.addAll(statement.lease(connection, owner));
                handOver.hold(leased);
                return leased;
            });
        } catch (SQLException e) {
            handOver.forget(leased);
            throw e;
        }
    }
}
