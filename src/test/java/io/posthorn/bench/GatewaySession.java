package io.posthorn.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions that are set up as the gateway sets up its own, so that plans are the same. */
final class GatewaySession {

    private GatewaySession() {}

    /** What the gateway says on each new connection, each new one of this database is told. */
    static void everywhere(PGSimpleDataSource source) throws SQLException {
        Properties packaged = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            packaged.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String settings = packaged.getProperty("quarkus.datasource.jdbc.new-connection-sql");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : settings.split(";")) {
                statement.execute("alter database " + source.getDatabaseName() + " " + setting);
            }
        }
    }
}
