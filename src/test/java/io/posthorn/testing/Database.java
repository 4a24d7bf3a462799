package io.posthorn.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server that can be taken away and brought back. */
public interface Database {

    /** Whoever connects; no password is asked for. */
    String USER = "postgres";

    /** A new, empty database; its JDBC URL. */
    default String newDatabase(String name) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(USER), USER, USER);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + statement.enquoteIdentifier(name, true));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        return jdbcUrl(name);
    }

    /** The JDBC URL of a database by name. Stays the same over a restart. */
    String jdbcUrl(String name);

    /** Stops it in mode {@code fast}: sessions are ended, data is written. Does nothing if it is stopped. */
    void stop();

    /** Stops it in mode {@code immediate}, as a crash would: the next start recovers from the log. */
    void crash();

    /** Starts it on the same port, with what was committed. Does nothing if it runs. */
    void start();
}
