package io.posthorn.audit;

import java.sql.SQLException;

/** The database does not answer, or not in time. The same question may be answered later. */
public final class AuditUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private AuditUnavailableException(Throwable cause) {
        super("the audit trail cannot be read now", cause);
    }

    /** That failure as one of this kind if the database is the reason, else itself. */
    public static RuntimeException of(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && away(sql.getSQLState())) {
                return new AuditUnavailableException(failure);
            }
        }
        return failure;
    }

    /** No state: the pool has none to give. Then connection, resources, operator intervention, invalid login. */
    private static boolean away(String state) {
        return state == null
                || state.startsWith("08")
                || state.startsWith("28")
                || state.startsWith("53")
                || state.startsWith("57");
    }
}
