package io.posthorn.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Rows on their way into a table by {@code COPY FROM STDIN} in text format (PostgreSQL, "COPY"), which costs client and
 * server a fraction of an {@code INSERT} and is part of the caller's transaction like one. Values are given in the
 * order of the columns, and {@link #endRow()} ends a row.
 */
public final class CopyIn {

    private static final String NULL = "\\N";

    private final String sql;
    private final StringBuilder rows = new StringBuilder(16 * 1024);
    private boolean first = true;

    /**
     * @param table the table
     * @param columns its columns as SQL lists them, with commas between; those left out get their defaults
     */
    public CopyIn(String table, String columns) {
        this.sql = "copy " + table + " (" + columns + ") from stdin";
    }

    /** A value as PostgreSQL reads its type from text, or null. */
    public CopyIn value(Object value) {
        if (first) {
            first = false;
        } else {
            rows.append('\t');
        }
        if (value == null) {
            rows.append(NULL);
        } else if (value instanceof String text) {
            escape(text);
        } else {
            rows.append(value);
        }
        return this;
    }

    public void endRow() {
        rows.append('\n');
        first = true;
    }

    /** Writes the rows. */
    public void write(Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        byte[] text = rows.toString().getBytes(StandardCharsets.UTF_8);
        org.postgresql.copy.CopyIn copy =
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            copy.writeToCopy(text, 0, text.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void escape(String text) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= '\r' || c == '\\') {
                String escaped = escaped(c);
                if (escaped != null) {
                    rows.append(text, start, i).append(escaped);
                    start = i + 1;
                }
            }
        }
        rows.append(text, start, text.length());
    }

    private static String escaped(char c) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> null;
        };
    }
}
