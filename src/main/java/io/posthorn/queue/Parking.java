package io.posthorn.queue;

import io.posthorn.mail.Lane;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * What may not be attempted yet, when there is too much of it to wait in memory: it goes back to the table, apart from what
 * is due, by what it waits for. Any instance takes it from there when it can.
 */
@ApplicationScoped
public class Parking {

    /** Most things that are waited for at a time; what waits for others is found when some of these are done. */
    private static final int MOST_KEYS = 1000;

    private final Transactions transactions;
    private final HandOver handOver;

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

    /** What is waited for. */
    public List<String> keys(Lane lane) throws SQLException {
        return transactions.once(connection -> ParkedTable.keys(connection, lane, MOST_KEYS));
    }
}
