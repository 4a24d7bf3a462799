package io.posthorn.faults;

import io.posthorn.account.Offender;
import io.posthorn.account.Verification;
import io.posthorn.testing.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Questions to the gateways' database, which may be away. */
record SceneDatabase(String jdbcUrl) {

    private static final String AT_REST = """
            select (select count(*) from audit_event where source_topic is not null and type not like 'intake.%') >= ?
               and not exists (select from delivery where due_at is not null or lease_owner is not null)
               and not exists (select from audit_event e, results_tail t where (e.xid, e.id) > (t.xid, t.event_id))
            """;

    /** Whether so many records are accounted for, nothing is due, and all results have been published. */
    boolean isAtRest(int records) {
        return ask(AT_REST, records);
    }

    /** Whether so many instances are on record. */
    boolean hasInstances(int count) {
        return ask("select count(*) = ? from gateway_instance", count);
    }

    /** Whether a gateway of that name is on record. */
    boolean knows(String instance) {
        return count("select count(*) from gateway_instance where host = '" + instance + "'") > 0;
    }

    /** Whether at least so many records are accounted for. */
    boolean accountsFor(long records) {
        return ask(
                "select count(*) >= ? from audit_event where source_topic is not null and type not like 'intake.%'",
                records);
    }

    /** Records that are accounted for. */
    long accounted() {
        return count("select count(*) from audit_event where source_topic is not null and type not like 'intake.%'");
    }

    /** What the gateway's own account names. */
    List<Offender> unaccounted() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, Database.USER, Database.USER)) {
            return Verification.run(connection).offenders();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Attempts that were put off. */
    long deferred() {
        return count("select count(*) from audit_event where type = 'delivery.deferred'");
    }

    private long count(String question) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, Database.USER, Database.USER);
                PreparedStatement select = connection.prepareStatement(question);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean ask(String question, long number) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, Database.USER, Database.USER);
                PreparedStatement select = connection.prepareStatement(question)) {
            select.setLong(1, number);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            return false;
        }
    }
}
