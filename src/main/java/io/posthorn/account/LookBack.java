package io.posthorn.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** Which mails the running account looks at: those that something happened to, and the older ones by and by. */
final class LookBack {

    private static final UUID LAST = new UUID(-1, -1);
    private static final int AT_A_TIME = 2000;

    private static final String SINCE =
            "select mail_id from audit_event where xid >= ?::text::xid8 and mail_id >= ? order by xid, id";

    // uuid has no max() before PostgreSQL 18.
    private static final String END = """
            select id, number from (
                select id, row_number() over (order by id) as number
                from (select id from mail where id > ? order by id limit ?) slice) numbered
            order by id desc limit 1
            """;

    private LookBack() {}

    /**
     * The mails whose turn it is.
     *
     * @param mails those, or null for none
     * @param end where the next turn begins
     */
    record Slice(Mails mails, UUID end) {}

    /** Mails that something happened to in that transaction or a later one; the first of them, so many. */
    static Set<UUID> since(Connection connection, String fromXid, UUID first, int most) throws SQLException {
        Set<UUID> mails = new LinkedHashSet<>();
        try (PreparedStatement select = connection.prepareStatement(SINCE)) {
            select.setFetchSize(AT_A_TIME);
            select.setString(1, fromXid);
            select.setObject(2, first);
            try (ResultSet row = select.executeQuery()) {
                while (mails.size() < most && row.next()) {
                    mails.add(row.getObject(1, UUID.class));
                }
            }
        }
        return mails;
    }

    /** So many mails after that one; after the last of all, which takes in what is beyond it, the first follow. */
    static Slice slice(Connection connection, UUID after, UUID first, int most) throws SQLException {
        if (most <= 0) {
            return new Slice(null, after);
        }
        // Ids compare as PostgreSQL has them: by their bytes.
        UUID begin = after.toString().compareTo(first.toString()) < 0 ? first : after;
        try (PreparedStatement select = connection.prepareStatement(END)) {
            select.setObject(1, begin);
            select.setInt(2, most);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getInt("number") == most
                        ? slice(begin, row.getObject("id", UUID.class))
                        : new Slice(Mails.between(begin, LAST), first);
            }
        }
    }

    private static Slice slice(UUID after, UUID end) {
        return new Slice(Mails.between(after, end), end);
    }
}
