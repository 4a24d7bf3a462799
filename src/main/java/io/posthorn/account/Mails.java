package io.posthorn.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/** Which mails a check looks at. */
interface Mails {

    /** A condition on a column that holds a mail's id, with {@code ?} for parameters. */
    String on(String column);

    /** Sets the parameters of one such condition; the number of the last one. */
    int bind(Connection connection, PreparedStatement statement, int before) throws SQLException;

    /** All from that id on. */
    static Mails from(UUID first) {
        return new Mails() {
            @Override
            public String on(String column) {
                return column + " >= ?";
            }

            @Override
            public int bind(Connection connection, PreparedStatement statement, int before) throws SQLException {
                statement.setObject(before + 1, first);
                return before + 1;
            }
        };
    }

    /** All after the one, up to the other. */
    static Mails between(UUID after, UUID last) {
        return new Mails() {
            @Override
            public String on(String column) {
                return column + " > ? and " + column + " <= ?";
            }

            @Override
            public int bind(Connection connection, PreparedStatement statement, int before) throws SQLException {
                statement.setObject(before + 1, after);
                statement.setObject(before + 2, last);
                return before + 2;
            }
        };
    }

    /** These. */
    static Mails these(Collection<UUID> ids) {
        return new Mails() {
            @Override
            public String on(String column) {
                return column + " = any (?)";
            }

            @Override
            public int bind(Connection connection, PreparedStatement statement, int before) throws SQLException {
                statement.setArray(before + 1, connection.createArrayOf("uuid", ids.toArray()));
                return before + 1;
            }
        };
    }
}
