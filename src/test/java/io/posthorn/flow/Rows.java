package io.posthorn.flow;

import io.posthorn.testing.Database;
import io.posthorn.testing.World;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What stands in the world's database. */
final class Rows {

    private Rows() {}

    /** The rows, each as the list of its columns written out. */
    static List<String> of(World world, String sql, Object... parameters) {
        try (Connection connection = open(world);
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    List<String> columns = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        columns.add(row.getString(i));
                    }
                    rows.add(columns.toString());
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection of its own. */
    static Connection open(World world) throws SQLException {
        return DriverManager.getConnection(world.jdbcUrl(), Database.USER, Database.USER);
    }
}
