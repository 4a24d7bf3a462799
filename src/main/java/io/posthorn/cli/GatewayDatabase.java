package io.posthorn.cli;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.eclipse.microprofile.config.ConfigProvider;

/** The database of the gateway, as the gateway's own settings name it. */
final class GatewayDatabase {

    /** What a command's help says of it. */
    static final String HELP =
            "The database is the gateway's: QUARKUS_DATASOURCE_JDBC_URL, QUARKUS_DATASOURCE_USERNAME and%n"
                    + "QUARKUS_DATASOURCE_PASSWORD. It is enough to be allowed to read.%n";

    private static final String DATASOURCE = "quarkus.datasource.";

    private final String url;

    private GatewayDatabase(String url) {
        this.url = url;
    }

    /** It cannot be read; the message is for people. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private Unreadable(String message) {
            super(message);
        }
    }

    /** What is asked of it. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    static GatewayDatabase configured() throws Unreadable {
        String url = setting("jdbc.url");
        if (url == null) {
            throw new Unreadable("the database is not named; set QUARKUS_DATASOURCE_JDBC_URL");
        }
        return new GatewayDatabase(url);
    }

    /** Asks on a connection of its own, which the database's statistics show under that name. */
    <T> T ask(String name, Question<T> question) throws Unreadable {
        Properties login = new Properties();
        put(login, "user", setting("username"));
        put(login, "password", setting("password"));
        put(login, "ApplicationName", name);
        try (Connection connection = DriverManager.getConnection(url, login)) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new Unreadable(url + " cannot be read: " + e.getMessage());
        }
    }

    /** Has the connection plan statements as those of the gateway: for few rows, by an index. */
    static void planAsTheGateway(Connection connection) throws SQLException {
        String settings = setting("jdbc.new-connection-sql");
        if (settings != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(settings);
            }
        }
    }

    private static void put(Properties properties, String name, String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig()
                .getOptionalValue(DATASOURCE + name, String.class)
                .orElse(null);
    }
}
