package io.posthorn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class TransactionsTest {

    @Inject
    Transactions transactions;

    @Test
    void nothingIsCommittedOfWorkThatEndedWithAnError() throws SQLException {
        assertThatThrownBy(() -> transactions.once(connection -> {
                    run(connection, "create table half_done (n int)");
                    throw new AssertionError("a defect");
                }))
                .isInstanceOf(AssertionError.class);

        String table = transactions.once(connection -> text(connection, "select to_regclass('half_done')::text"));
        assertThat(table).isNull();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
