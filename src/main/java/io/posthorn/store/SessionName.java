package io.posthorn.store;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.util.UUID;

/**
 * What all sessions of this process call themselves in {@code pg_stat_activity}: {@code posthorn} and an id that no other
 * process has. By it others can end the sessions of a process that is frozen, and people can tell replicas apart.
 */
@Singleton
public class SessionName implements AgroalPoolInterceptor {

    // PostgreSQL cuts names at 63 octets.
    private final String value = "posthorn " + UUID.randomUUID();

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            connection.setClientInfo("ApplicationName", value);
        } catch (SQLClientInfoException e) {
            // The pool has nothing to give, which whoever asked for a connection knows to wait for.
            throw new IllegalStateException("A database session could not be given its name", e);
        }
    }

    public String value() {
        return value;
    }
}
