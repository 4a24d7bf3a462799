package io.posthorn.account;

import io.posthorn.testing.Database;
import io.posthorn.testing.World;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The gateway's tables, in other hands. */
record Tables(World world) {

    /** What a verification finds. */
    Report verify() throws SQLException {
        try (Connection connection = open()) {
            return Verification.run(connection);
        }
    }

    /** What a verification finds after that was done, which is undone. */
    Report after(String... tampering) throws SQLException {
        try (Connection connection = open()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : tampering) {
                    statement.execute(sql);
                }
                return Verification.verify(connection);
            } finally {
                connection.rollback();
            }
        }
    }

    void run(String... statements) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    long value(String sql) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(world.jdbcUrl(), Database.USER, Database.USER);
    }
}
