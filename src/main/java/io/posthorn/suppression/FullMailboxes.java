package io.posthorn.suppression;

import io.posthorn.store.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Counts the mails that expired because a mailbox was full. One full mailbox is emptied again; one that is still full
 * after several mails' whole lives has been left.
 */
@ApplicationScoped
public class FullMailboxes {

    private static final String ADD = """
            insert into full_mailbox (tenant, address, stream)
            select tenant, address, stream from unnest(?::text[], ?::text[], ?::text[]) as k (tenant, address, stream)
            """;

    private static final String FORGET = """
            delete from full_mailbox f
            using unnest(?::text[], ?::text[], ?::text[]) as k (tenant, address, stream)
            where f.tenant = k.tenant and f.address = k.address and f.stream = k.stream
              and f.at < now() - ? * interval '1 s'
            """;

    private static final String COUNT = """
            select k.position
            from unnest(?::text[], ?::text[], ?::text[]) with ordinality as k (tenant, address, stream, position)
            join full_mailbox f on f.tenant = k.tenant and f.address = k.address and f.stream = k.stream
            group by k.position
            having count(*) >= ?
            """;

    private final SuppressionConfig config;
    private final SuppressionList list;

    FullMailboxes(SuppressionConfig config, SuppressionList list) {
        this.config = config;
        this.list = list;
    }

    /**
     * Counts one mail for each, and puts those on the list that have had their share, within the caller's transaction.
     *
     * @param full the lines that would be put on the list
     */
    public void add(Connection connection, Collection<Suppression> full) throws SQLException {
        List<Suppression> all = List.copyOf(full);
        try (PreparedStatement insert = keyed(connection, ADD, all)) {
            insert.executeUpdate();
        }
        try (PreparedStatement delete = keyed(connection, FORGET, all)) {
            delete.setLong(4, config.fullWithin().toSeconds());
            delete.executeUpdate();
        }
        List<Suppression> left = new ArrayList<>();
        try (PreparedStatement count = keyed(connection, COUNT, all)) {
            count.setInt(4, config.fullTimes());
            try (ResultSet row = count.executeQuery()) {
                while (row.next()) {
                    left.add(all.get(row.getInt(1) - 1));
                }
            }
        }
        if (!left.isEmpty()) {
            list.put(connection, left);
        }
    }

    private static PreparedStatement keyed(Connection connection, String sql, List<Suppression> all)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setArray(1, Columns.of(connection, "text", all, s -> s.scope().tenant()));
        statement.setArray(
                2, Columns.of(connection, "text", all, s -> s.address().value()));
        statement.setArray(3, Columns.of(connection, "text", all, s -> s.scope().stream()));
        return statement;
    }
}
