package io.posthorn.queue;

import io.posthorn.mail.Lane;
import io.posthorn.store.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Column {@code delivery.waits_for}: what is set aside until its turn comes. No state changes here. What is parked is due
 * when its life ends, so that it is found expired then, whatever it waits for.
 */
final class ParkedTable {

    private static final String PARK = """
            update delivery d
            set lease_owner = null, waits_for = o.waits_for, due_at = d.expires_at
            from unnest(?::uuid[], ?::smallint[], ?::uuid[], ?::int[], ?::text[])
                 as o (mail_id, ordinal, lease_owner, lease_epoch, waits_for)
            where d.mail_id = o.mail_id and d.ordinal = o.ordinal
              and d.lease_owner = o.lease_owner and d.lease_epoch = o.lease_epoch
            """;

    // What is late is first told to be so, and that is told of what nobody has leased.
    private static final String UNPARK = """
            with next as (
                select parked.mail_id, parked.ordinal
                from unnest(?::text[], ?::int[]) as wanted (waits_for, most)
                     cross join lateral (
                         select mail_id, ordinal from delivery
                         where lane = ? and waits_for = wanted.waits_for and lease_owner is null
                           and due_at is not null and (late_at is null or late_at > now())
                         order by mail_id limit wanted.most
                         for update skip locked) parked)
            update delivery d
            set lease_owner = ?, lease_epoch = lease_epoch + 1, waits_for = null, due_at = now()
            from next
            where d.mail_id = next.mail_id and d.ordinal = next.ordinal
            returning d.mail_id, d.ordinal, d.lane, d.recipient, d.state, d.sequence, d.attempt, d.weight,
                      d.expires_at, d.lease_owner, d.lease_epoch
            """;

    /** From one key to the next, so that it costs as much as there are keys, however much waits for each; in their order. */
    private static final String KEYS = """
            with recursive key (waits_for) as (
                (select waits_for from delivery
                 where lane = ? and waits_for > ? and lease_owner is null and due_at is not null
                 order by waits_for limit 1)
                union all
                select (select d.waits_for from delivery d
                        where d.lane = ? and d.waits_for > key.waits_for and d.lease_owner is null
                          and d.due_at is not null
                        order by d.waits_for limit 1)
                from key where key.waits_for is not null)
            select waits_for from key where waits_for is not null limit ?
            """;

    private ParkedTable() {}

    static void park(Connection connection, Map<Delivery, String> waiting) throws SQLException {
        Collection<Delivery> deliveries = waiting.keySet();
        try (PreparedStatement update = connection.prepareStatement(PARK)) {
            update.setArray(
                    1,
                    Columns.of(
                            connection, "uuid", deliveries, d -> d.key().mail().value()));
            update.setArray(
                    2, Columns.of(connection, "int2", deliveries, d -> d.key().ordinal()));
            update.setArray(
                    3, Columns.of(connection, "uuid", deliveries, d -> d.lease().owner()));
            update.setArray(
                    4, Columns.of(connection, "int4", deliveries, d -> d.lease().epoch()));
            update.setArray(5, Columns.of(connection, "text", deliveries, waiting::get));
            update.executeUpdate();
        }
    }

    /** Leases of what waits for each key at most so many, those accepted first. */
    static List<Delivery> unpark(Connection connection, Lane lane, Map<String, Integer> most, UUID owner)
            throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(UNPARK)) {
            claim.setArray(1, Columns.of(connection, "text", most.keySet(), key -> key));
            claim.setArray(2, Columns.of(connection, "int4", most.keySet(), most::get));
            claim.setString(3, lane.label());
            claim.setObject(4, owner);
            List<Delivery> claimed = new ArrayList<>();
            LenientRows rows = new LenientRows();
            try (ResultSet row = claim.executeQuery()) {
                while (row.next()) {
                    rows.read(row).ifPresent(claimed::add);
                }
            }
            rows.setAside(connection, 0);
            return claimed;
        }
    }

    /** Keys after that one, at most so many. */
    static List<String> keys(Connection connection, Lane lane, String after, int most) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(KEYS)) {
            select.setString(1, lane.label());
            select.setString(2, after);
            select.setString(3, lane.label());
            select.setInt(4, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getString(1));
                }
            }
        }
        return keys;
    }
}
