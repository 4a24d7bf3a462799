package io.posthorn.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the {@link Check}s. */
final class Checks {

    /** Offenders that one check names; there may be more. */
    private static final int MOST = 1000;

    private static final Pattern COLUMN = Pattern.compile("\\[([a-z_.]+)]");

    private Checks() {}

    /** What is wrong with deliveries that are open. */
    static Collection<Offender> open(Connection connection) throws SQLException {
        Collection<Offender> offenders = new LinkedHashSet<>();
        for (Check check : Check.values()) {
            if (!check.ofMails()) {
                offenders.addAll(run(connection, check, null));
            }
        }
        return offenders;
    }

    /** What is wrong with these mails, by all that is on record of them. */
    static Collection<Offender> of(Connection connection, Mails mails) throws SQLException {
        Collection<Offender> offenders = new LinkedHashSet<>();
        for (Check check : Check.values()) {
            if (check.ofMails()) {
                offenders.addAll(run(connection, check, mails));
            }
        }
        return offenders;
    }

    private static List<Offender> run(Connection connection, Check check, Mails mails) throws SQLException {
        List<Offender> offenders = new ArrayList<>();
        Matcher columns = COLUMN.matcher(check.sql());
        String sql = columns.replaceAll(column -> mails.on(column.group(1))) + " limit " + MOST;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int parameter = 0;
            columns.reset();
            while (columns.find()) {
                parameter = mails.bind(connection, select, parameter);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    offenders.add(new Offender(
                            Offender.Kind.valueOf(row.getString(1)),
                            new Offender.Mail(
                                    row.getObject(2, UUID.class).toString(),
                                    row.getObject(3, Integer.class),
                                    row.getString(4)),
                            row.getString(5)));
                }
            }
        }
        return offenders;
    }
}
