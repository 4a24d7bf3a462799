package io.posthorn.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks at everything there is, in one snapshot of the database, and changes nothing. */
public final class Verification {

    /** It reads whole tables, and takes as long as that takes. */
    private static final String SETTINGS = "select set_config('plan_cache_mode', 'force_custom_plan', true),"
            + " set_config('work_mem', '64MB', true)";

    private Verification() {}

    /**
     * Verifies the whole account, within a transaction of its own that is rolled back.
     *
     * @param connection to the gateway's database; its isolation level is changed
     * @throws SQLException if the database cannot be read
     */
    public static Report run(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        try {
            return verify(connection);
        } finally {
            connection.rollback();
        }
    }

    /** Verifies the whole account within the caller's transaction, which must see one snapshot. */
    static Report verify(Connection connection) throws SQLException {
        try (PreparedStatement settings = connection.prepareStatement(SETTINGS)) {
            settings.execute();
        }
        Opening opening = Checkpoints.oldest(connection);
        Ledger visible = Intake.enter(connection, opening.fromXid(), opening.ledger());
        Set<Offender> offenders = new LinkedHashSet<>(visible.offenders());
        offenders.addAll(Intake.compare(connection, visible));
        offenders.addAll(Checks.open(connection));
        offenders.addAll(Checks.of(connection, Mails.from(opening.firstMail())));
        return new Report(
                opening.since(), visible.pages().size(), visible.entered(), List.copyOf(offenders), visible.unnamed());
    }
}
