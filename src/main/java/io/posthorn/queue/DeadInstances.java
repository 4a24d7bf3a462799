package io.posthorn.queue;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.OnDoubt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Takes over from instances that give no sign of life. What a dead one had in its journal and has no outcome for is in
 * doubt; what else it held was never begun and is simply due again.
 */
@ApplicationScoped
public class DeadInstances {

    private static final String LOOK = "select id, alive_until from gateway_instance where id <> ?";

    // One that is frozen in the middle of a statement, a COPY whose rows do not come, holds its locks for as long as
    // its connection lasts; no time-out of PostgreSQL's ends that. Sessions of another role cannot be ended.
    private static final String END_SESSIONS = """
            select pg_terminate_backend(s.pid, 1000)
            from gateway_instance i join pg_stat_activity s on s.application_name = i.session
            where i.alive_until < now() and i.id = any (?) and s.pid <> pg_backend_pid()
              and s.usename = current_user and s.datname = current_database()
            """;

    private static final String FIND = """
            select id from gateway_instance where alive_until < now() and id = any (?)
            order by alive_until limit 1 for update skip locked
            """;

    // An instance that is not quite dead may be writing its journal: what it got through before this counts, and what
    // comes after finds no journal any more.
    private static final String CLOSE_JOURNAL = "select from attempt_journal where instance = ? for update";

    private static final String DOUBT = """
            with under_way as (
                select key.mail_id, key.ordinal
                from attempt_journal j, unnest(j.mail_ids, j.ordinals) as key (mail_id, ordinal)
                where j.instance = ?)
            update delivery d
            set state = ?, sequence = d.sequence + 1, attempt = d.attempt + 1,
                due_at = case m.on_doubt when ? then null else now() end,
                lease_owner = null, lease_epoch = d.lease_epoch + 1
            from under_way u join mail m on m.id = u.mail_id
            where d.mail_id = u.mail_id and d.ordinal = u.ordinal and d.lease_owner = ?
            returning d.mail_id, d.ordinal, d.lane, d.recipient, d.state, d.sequence, d.attempt, d.weight,
                      d.expires_at, ?::uuid as lease_owner, d.lease_epoch, d.due_at, m.on_doubt
            """;

    private final InstanceLease instance;
    private final Sightings sightings;

    @Inject
    DeadInstances(InstanceLease instance, QueueConfig config) {
        // Whoever lives gives five signs in a lease.
        this(instance, new Sightings(config.instanceLease().multipliedBy(2).dividedBy(5), System::nanoTime));
    }

    DeadInstances(InstanceLease instance, Sightings sightings) {
        this.instance = instance;
        this.sightings = sightings;
    }

    /**
     * A delivery whose attempt nobody can tell the end of.
     *
     * @param delivery as it is now, in state {@code in-doubt}
     * @param onDoubt what is done about it
     * @param dueAt when it is sent again, or null if it is not
     */
    public record Doubt(Delivery delivery, OnDoubt onDoubt, Instant dueAt) {}

    /**
     * What was found.
     *
     * @param instance the dead one
     * @param doubts its deliveries in doubt; their state has been written, their events have not
     */
    public record Estate(UUID instance, List<Doubt> doubts) {}

    /**
     * Takes over from one dead instance, within the caller's transaction; empty if all are alive, or if this one has not
     * looked for long enough to tell: to be asked again and again. Never from itself: its next sign of life makes good its
     * last. The sessions of those that are dead are ended first, so that nothing they had begun holds anything or is
     * finished later.
     */
    public Optional<Estate> takeOver(Connection connection) throws SQLException {
        UUID dead;
        Set<UUID> silent = look(connection);
        if (silent.isEmpty()) {
            return Optional.empty();
        }
        Array ids = connection.createArrayOf("uuid", silent.toArray());
        endSessions(connection, ids);
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setArray(1, ids);
            try (ResultSet row = find.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                dead = row.getObject(1, UUID.class);
            }
        }
        closeJournal(connection, dead);
        List<Doubt> doubts = doubt(connection, dead);
        InstanceLease.free(connection, dead);
        return Optional.of(new Estate(dead, doubts));
    }

    private Set<UUID> look(Connection connection) throws SQLException {
        Map<UUID, Instant> aliveUntil = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(LOOK)) {
            select.setObject(1, instance.identity());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    aliveUntil.put(
                            row.getObject(1, UUID.class),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
        }
        return sightings.unchanged(aliveUntil);
    }

    private static void endSessions(Connection connection, Array ids) throws SQLException {
        try (PreparedStatement end = connection.prepareStatement(END_SESSIONS)) {
            end.setArray(1, ids);
            end.executeQuery().close();
        }
    }

    private static void closeJournal(Connection connection, UUID dead) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(CLOSE_JOURNAL)) {
            lock.setObject(1, dead);
            lock.executeQuery().close();
        }
    }

    private static List<Doubt> doubt(Connection connection, UUID dead) throws SQLException {
        List<Doubt> doubts = new ArrayList<>();
        LenientRows rows = new LenientRows();
        try (PreparedStatement update = connection.prepareStatement(DOUBT)) {
            update.setObject(1, dead);
            update.setString(2, DeliveryState.IN_DOUBT.label());
            update.setString(3, OnDoubt.HOLD.label());
            update.setObject(4, dead);
            update.setObject(5, dead);
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    Optional<Delivery> delivery = rows.read(row);
                    if (delivery.isPresent()) {
                        OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
                        doubts.add(new Doubt(
                                delivery.get(),
                                OnDoubt.ofLabel(row.getString("on_doubt")),
                                due == null ? null : due.toInstant()));
                    }
                }
            }
        }
        rows.setAside(connection, 1);
        return doubts;
    }
}
