package io.posthorn.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;

/** A batch of rows as PostgreSQL takes it in one statement: an array per column, for {@code unnest}. */
public final class Columns {

    private Columns() {}

    /**
     * One column of a batch.
     *
     * @param type the elements' type as PostgreSQL calls it
     * @param rows the batch
     * @param value the column's value in a row, or null
     */
    public static <R> Array of(Connection connection, String type, Collection<R> rows, Function<R, ?> value)
            throws SQLException {
        Object[] values = new Object[rows.size()];
        int i = 0;
        for (R row : rows) {
            values[i++] = value.apply(row);
        }
        return connection.createArrayOf(type, values);
    }
}
