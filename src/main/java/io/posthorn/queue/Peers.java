package io.posthorn.queue;

import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The instances that are alive, this one among them, so that they can share out what all of them together may do. Each
 * reads the same rows and comes to the same division; nobody writes anything for it.
 *
 * <p>Nobody may take what another still has. An instance trusts its last look for a lease, and not for longer than it is
 * sure to be alive by that look. One that appears, or appears again, waits for a lease and a period from when it first
 * sees itself: by then whoever looked before that has looked again, or trusts its look no more. Who is alone need not
 * wait. Each measures this by its machine's monotonic clock.
 */
@ApplicationScoped
public class Peers {

    private static final String ALIVE = """
            select id, floor(extract(epoch from alive_until - now()) * 1000)::bigint as remaining
            from gateway_instance where alive_until > now() order by id
            """;

    private final Transactions transactions;
    private final InstanceLease instance;
    private final LongSupplier nanoTime;
    private final Duration lease;
    private final Duration period;
    private volatile Look look = new Look(Roster.NONE, 0, 0);

    @Inject
    Peers(Transactions transactions, InstanceLease instance, QueueConfig config) {
        this(transactions, instance, config, System::nanoTime);
    }

    Peers(Transactions transactions, InstanceLease instance, QueueConfig config, LongSupplier nanoTime) {
        this.transactions = transactions;
        this.instance = instance;
        this.nanoTime = nanoTime;
        this.lease = config.instanceLease();
        this.period = lease.dividedBy(5);
    }

    /**
     * What was seen. All times are of the monotonic clock.
     *
     * @param since from when on this instance has been on record without a break; every look since then shows it
     * @param aliveUntil until when it is alive if it gives no other sign of life
     */
    private record Look(Roster roster, long since, long aliveUntil) {}

    private record Row(UUID id, long remaining) {}

    /** How often {@link #refresh} is to be called. */
    public Duration period() {
        return Duration.ofMillis(period.toMillis());
    }

    /** Reads who is alive. To be called by one thread at a time. */
    public void refresh() throws SQLException {
        UUID self = instance.identity();
        long asked = nanoTime.getAsLong();
        List<Row> rows = transactions.once(Peers::read);
        long answered = nanoTime.getAsLong();
        List<UUID> alive = rows.stream().map(Row::id).toList();
        long remaining = rows.stream()
                .filter(row -> row.id.equals(self))
                .mapToLong(Row::remaining)
                .findAny()
                .orElse(0);
        boolean unbroken =
                self.equals(look.roster.self()) && look.roster.alive().contains(self) && answered - look.aliveUntil < 0;
        long since = unbroken ? look.since : answered;
        boolean settled = alive.equals(List.of(self))
                || (unbroken && look.roster.settled())
                || answered - since > lease.plus(period).toNanos();
        long trusted = asked + Math.min(lease.toNanos(), remaining);
        look = new Look(new Roster(alive, self, settled, trusted), since, asked + remaining);
    }

    /** Who shares with whom, as far as is known; nobody with nothing when it is not known any more. */
    public Roster roster() {
        Roster last = look.roster;
        return last == Roster.NONE || nanoTime.getAsLong() - last.until() >= 0 ? Roster.NONE : last;
    }

    private static List<Row> read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ALIVE);
                ResultSet row = select.executeQuery()) {
            List<Row> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(new Row(
                        row.getObject(1, UUID.class),
                        Duration.ofMillis(row.getLong(2)).toNanos()));
            }
            return rows;
        }
    }
}
