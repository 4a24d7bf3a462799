package io.posthorn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class SessionNameTest {

    @Inject
    Transactions transactions;

    @Inject
    SessionName name;

    @Test
    void everySessionOfTheGatewayBearsTheNameThatItsInstanceHasOnRecord() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> transactions.once(connection -> {
                    try (PreparedStatement select = connection.prepareStatement(
                                    "select session, current_setting('application_name') from gateway_instance");
                            ResultSet row = select.executeQuery()) {
                        return row.next() && name.value().equals(row.getString(1)) && isOfThisSession(row);
                    }
                }));
    }

    private boolean isOfThisSession(ResultSet row) throws SQLException {
        assertThat(row.getString(2)).isEqualTo(name.value());
        return true;
    }
}
