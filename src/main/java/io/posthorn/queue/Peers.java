package io.posthorn.queue;

import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The instances that are alive, this one among them, so that they can share out what all of them together may do. Each
 * reads the same rows and comes to the same division; nobody writes anything for it.
 */
@ApplicationScoped
public class Peers {

    private static final String ALIVE = """
            select id, started_at < now() - ? * interval '1 ms' as settled
            from gateway_instance where alive_until > now() order by id
            """;

    private final Transactions transactions;
    private final InstanceLease instance;
    private final long period;
    private final long lease;
    private volatile Roster roster = Roster.NONE;

    Peers(Transactions transactions, InstanceLease instance, QueueConfig config) {
        this.transactions = transactions;
        this.instance = instance;
        this.lease = config.instanceLease().toNanos();
        this.period = config.instanceLease().dividedBy(5).toMillis();
    }

    /** How often {@link #refresh} is to be called. */
    public Duration period() {
        return Duration.ofMillis(period);
    }

    /** Reads who is alive. */
    public void refresh() throws SQLException {
        UUID self = instance.identity();
        long asked = System.nanoTime();
        roster = transactions.once(connection -> {
            try (PreparedStatement select = connection.prepareStatement(ALIVE)) {
                // By then all others have asked since this one appeared, and leave it its part.
                select.setLong(1, 3 * period);
                List<UUID> alive = new ArrayList<>();
                boolean settled = false;
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        UUID id = row.getObject(1, UUID.class);
                        alive.add(id);
                        settled |= id.equals(self) && row.getBoolean(2);
                    }
                }
                return new Roster(alive, self, settled || alive.equals(List.of(self)), asked);
            }
        });
    }

    /** Who shares with whom, as far as is known; nobody with nothing when it is not known any more. */
    public Roster roster() {
        Roster last = roster;
        return last == Roster.NONE || System.nanoTime() - last.asked() > lease ? Roster.NONE : last;
    }
}
