package io.posthorn.queue;

import io.posthorn.mail.Lane;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What may not be attempted yet, when there is too much of it to wait in memory: it goes back to the table, apart from what
 * is due, by what it waits for. Any instance takes it from there when it can.
 */
@ApplicationScoped
public class Parking {

    /** Most keys that are asked for at a time. */
    private static final int MOST_KEYS = 1000;

    private static final String FIRST = "";

    private final Transactions transactions;
    private final HandOver handOver;
    private final Map<Lane, String> lookedUpTo = new ConcurrentHashMap<>();

    Parking(Transactions transactions, HandOver handOver) {
        this.transactions = transactions;
        this.handOver = handOver;
    }

    /** Gives the leases back, and gives the room back. Waits for the database if it must. */
    public void park(Lane lane, Map<Delivery, String> waiting) {
        // Before anybody else can have the lease: it might be this instance, which then holds it anew.
        handOver.forget(waiting.keySet());
        transactions.untilDone("what waits", connection -> {
            ParkedTable.park(connection, waiting);
            return null;
        });
        waiting.keySet().forEach(delivery -> handOver.cancel(lane, 1, delivery.weight()));
    }

    /**
     * What is waited for. If that is very much, a part of it, and the next part the next time, so that each has its turn.
     */
    public List<String> keys(Lane lane) throws SQLException {
        return keys(lane, MOST_KEYS);
    }

    List<String> keys(Lane lane, int most) throws SQLException {
        String after = lookedUpTo.getOrDefault(lane, FIRST);
        List<String> keys = transactions.once(connection -> ParkedTable.keys(connection, lane, after, most));
        lookedUpTo.put(lane, keys.size() == most ? keys.get(most - 1) : FIRST);
        return keys;
    }
}
