package io.posthorn.intervention;

import io.posthorn.mail.MailId;
import io.posthorn.mail.Operator;
import io.posthorn.queue.Standings;
import io.posthorn.store.Outage;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Where operators act on mails. What they do and why is in the audit trail in the transaction that does it. All calls
 * block, and throw {@link InterventionUnavailableException} while the database is away.
 */
@ApplicationScoped
public class OperatorDesk {

    private static final Logger LOG = Logger.getLogger(OperatorDesk.class);
    private static final int TRIES = 3;
    /** Nobody waits long for a row, and nobody is kept waiting long. */
    private static final String BOUNDS =
            "select set_config('lock_timeout', '5s', true), set_config('statement_timeout', '15s', true)";

    private final Transactions transactions;
    private final Execution execution;

    OperatorDesk(Transactions transactions, Execution execution) {
        this.transactions = transactions;
        this.execution = execution;
    }

    /**
     * Acts on one mail.
     *
     * @param recipient only that recipient's delivery, in whatever case, or null for all
     * @return an effect for each delivery; none if there is no such mail or no such recipient
     */
    public List<Effect> act(Action action, MailId mail, String recipient, Operator operator) {
        Standings.Selection selection = new Standings.Selection(List.of(mail), recipient, null);
        return act(action, selection, operator, Integer.MAX_VALUE);
    }

    List<Effect> act(Action action, Standings.Selection selection, Operator operator, int most) {
        List<Effect> effects =
                inTransaction(connection -> execution.execute(connection, action, selection, operator, most));
        execution.count(effects);
        long changed =
                effects.stream().filter(effect -> effect.ruling().effective()).count();
        if (changed > 0) {
            LOG.infof("An operator's %s took effect on %d deliveries", action.label(), changed);
        }
        return effects;
    }

    /** A transaction of an operator's: bounded, and tried again after a deadlock. */
    <T> T inTransaction(Transactions.Work<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return transactions.once(connection -> {
                    bound(connection);
                    return work.in(connection);
                });
            } catch (SQLException e) {
                if (!Outage.passes(e)) {
                    throw new IllegalStateException("the database refused an operator's action", e);
                }
                if (tries == TRIES || !deadlock(e)) {
                    throw new InterventionUnavailableException(e);
                }
            }
        }
    }

    private static void bound(Connection connection) throws SQLException {
        try (PreparedStatement bounds = connection.prepareStatement(BOUNDS)) {
            bounds.execute();
        }
    }

    private static boolean deadlock(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("40");
    }
}
