package io.posthorn.bench;

import io.posthorn.testing.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions that are set up as the gateway sets up its own, so that plans are the same. */
final class GatewaySession {

    private GatewaySession() {}

    /** What the gateway says on each new connection, each new one of this database is told. */
    static void everywhere(PGSimpleDataSource source) throws SQLException {
        String settings = Settings.packaged().getProperty("quarkus.datasource.jdbc.new-connection-sql");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : settings.split(";")) {
                statement.execute("alter database " + source.getDatabaseName() + " " + setting);
            }
        }
    }
}
