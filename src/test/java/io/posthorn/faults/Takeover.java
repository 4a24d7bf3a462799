package io.posthorn.faults;

import io.posthorn.testing.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/**
 * What a gateway had when something happened to it, and whether the others, or it itself, have gone on with that.
 * Mail of others is no sign of that: it flows all the time.
 */
final class Takeover implements AutoCloseable {

    private static final String TABLES = """
            create temporary table held (mail_id uuid, ordinal smallint, sequence integer, owner uuid, begun boolean);
            create temporary table reached (topic text, partition integer, next_offset bigint)
            """;
    private static final String HELD = """
            insert into held
            select d.mail_id, d.ordinal, d.sequence, d.lease_owner,
                   exists (select from attempt_journal j, unnest(j.mail_ids, j.ordinals) as key (mail_id, ordinal)
                           where j.instance = i.id and key.mail_id = d.mail_id and key.ordinal = d.ordinal)
            from gateway_instance i join delivery d on d.lease_owner = i.id
            where i.host = ?
            """;
    private static final String REACHED = """
            insert into reached
            select p.topic, p.partition,
                   coalesce((select o.next_offset from intake_offset o
                             where o.topic = p.topic and o.partition = p.partition), 0)
            from (values (?, ?)) p (topic, partition)
            """;
    private static final String DONE = """
            select (select coalesce(bool_and(d.sequence > h.sequence), true)
                    from held h join delivery d using (mail_id, ordinal) where h.begun)
               and (select coalesce(bool_or(d.sequence > h.sequence)
                                    or bool_and(d.lease_owner is distinct from h.owner), true)
                    from held h join delivery d using (mail_id, ordinal) where not h.begun)
               and not exists (select from reached r
                               where not exists (select from intake_offset o
                                                 where o.topic = r.topic and o.partition = r.partition
                                                   and o.next_offset > r.next_offset))
            """;

    private final Connection connection;
    private final int held;

    private Takeover(Connection connection, int held) {
        this.connection = connection;
        this.held = held;
    }

    /**
     * What that gateway has now: the deliveries that it has leased, and, since nobody but it knows which partitions it
     * reads, how far all of them have been read.
     *
     * @param instance its name
     */
    static Takeover of(String jdbcUrl, String instance, Collection<TopicPartition> partitions) {
        try {
            Connection connection = DriverManager.getConnection(jdbcUrl, Database.USER, Database.USER);
            try (Statement create = connection.createStatement()) {
                create.execute(TABLES);
            }
            int held;
            try (PreparedStatement insert = connection.prepareStatement(HELD)) {
                insert.setString(1, instance);
                held = insert.executeUpdate();
            }
            try (PreparedStatement insert = connection.prepareStatement(REACHED)) {
                for (TopicPartition partition : partitions) {
                    insert.setString(1, partition.topic());
                    insert.setInt(2, partition.partition());
                    insert.executeUpdate();
                }
            }
            return new Takeover(connection, held);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deliveries that it had leased. */
    int held() {
        return held;
    }

    /**
     * Whether each attempt that it had on record has come to its end, be it in doubt, what it held besides is free or
     * others', or goes on with the first relayed, and another record of each partition is accounted for. Not whether what
     * was freed has been relayed: there may be thousands that are older, and how long they take tells how fast mail
     * flows and not when.
     */
    boolean isDone() {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(DONE)) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
