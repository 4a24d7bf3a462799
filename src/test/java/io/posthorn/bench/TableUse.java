package io.posthorn.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** How the table of deliveries and the index of what is due look after much has gone through them. */
record TableUse(long live, long dead, int vacuumed, String size, String indexSize) {

    static TableUse of(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select n_live_tup, n_dead_tup, autovacuum_count, pg_size_pretty(pg_relation_size(relid)),"
                                + " pg_size_pretty(pg_relation_size('delivery_due'))"
                                + " from pg_stat_user_tables where relname = 'delivery'")) {
            row.next();
            return new TableUse(row.getLong(1), row.getLong(2), row.getInt(3), row.getString(4), row.getString(5));
        }
    }

    @Override
    public String toString() {
        return String.format(
                "Deliveries: %,d rows and %,d dead ones in %s, vacuumed %d times; delivery_due %s",
                live, dead, size, vacuumed, indexSize);
    }
}
