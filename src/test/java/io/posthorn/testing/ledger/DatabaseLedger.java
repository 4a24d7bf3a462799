package io.posthorn.testing.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** What Posthorn's database holds, read a page at a time. */
public final class DatabaseLedger {

    private static final int PAGE = 5_000;
    private static final String EVENTS = """
            select e.id, e.type, e.mail_id, coalesce(m.request_id, e.detail ->> 'requestId'), e.recipient, e.sequence,
                   e.source_topic, e.source_partition, e.source_offset
            from audit_event e left join mail m on m.id = e.mail_id
            where e.type not like 'intake.%'
            """;
    private static final String DELIVERIES = "select mail_id, recipient, state from delivery";

    private final String jdbcUrl;
    private final String user;

    /** @param jdbcUrl of a database that asks for no password */
    public DatabaseLedger(String jdbcUrl, String user) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
    }

    /** The audit trail. */
    public Ledger<Noted> trail() {
        return reader -> read(EVENTS, row -> reader.accept(noted(row)));
    }

    /** The deliveries as they stand. */
    public Ledger<Standing> deliveries() {
        return reader -> read(
                DELIVERIES,
                row -> reader.accept(new Standing(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3).intern())));
    }

    private static Noted noted(ResultSet row) throws SQLException {
        Told event = new Told(
                row.getObject(1, UUID.class),
                row.getString(2).intern(),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getString(5),
                row.getObject(6, Integer.class));
        String topic = row.getString(7);
        return new Noted(event, topic == null ? null : new Noted.Origin(topic.intern(), row.getInt(8), row.getLong(9)));
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void read(String sql, RowReader reader) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, user)) {
            connection.setAutoCommit(false);
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setFetchSize(PAGE);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        reader.read(row);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be read", e);
        }
    }
}
