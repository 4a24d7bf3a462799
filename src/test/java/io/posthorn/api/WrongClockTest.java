package io.posthorn.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.posthorn.flow.Impatient;
import io.posthorn.testing.Database;
import io.posthorn.testing.MailRow;
import io.posthorn.testing.WithTables;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Actions by filter on a machine whose clock is wrong all the time. */
@QuarkusTest
@WithTestResource(WorldResource.class)
@TestProfile(Impatient.class)
class WrongClockTest extends WithTables {

    /** As many as the machine's clock has errors. */
    private static final int TIMES = 4;

    @Test
    void theNewestMailsAreMeantTooWhateverTheMachinesClockSays() {
        MailRow.in(World.current().jdbcUrl())
                .at(Instant.now().minusSeconds(1))
                .tenant("newest")
                .to("ada@example.org", "held")
                .accepted();

        for (int i = 0; i < TIMES; i++) {
            count("newest").statusCode(200).body("deliveries", is(1));
        }
    }

    @Test
    void aCountThatGoesOnForMoreThanAPageIsNotCutOffByAJump() throws SQLException {
        UUID id = MailRow.in(World.current().jdbcUrl())
                .at(Instant.now().minusSeconds(1))
                .tenant("pages")
                .to("ada@example.org", "held")
                .accepted();
        copy("mail", "id", id, 200);
        copy("delivery", "mail_id", id, 200);

        for (int i = 0; i < TIMES; i++) {
            count("pages").statusCode(200).body("deliveries", is(201));
        }
    }

    /** As many more rows like that one, of the same moment. */
    private static void copy(String table, String key, UUID id, int times) throws SQLException {
        String sql = "insert into %1$s select (jsonb_populate_record(r, jsonb_build_object('%2$s',"
                + " overlay(r.%2$s::text placing lpad(to_hex(n), 12, '0') from 25)))).*"
                + " from %1$s r, generate_series(1, ?) n where r.%2$s = ?";
        try (Connection connection =
                        DriverManager.getConnection(World.current().jdbcUrl(), Database.USER, Database.USER);
                PreparedStatement insert = connection.prepareStatement(sql.formatted(table, key))) {
            insert.setInt(1, times);
            insert.setObject(2, id);
            insert.executeUpdate();
        }
    }

    private static ValidatableResponse count(String tenant) {
        return given().contentType("application/json")
                .body("{\"action\": \"cancel\", \"filter\": {\"tenant\": \"" + tenant
                        + "\", \"state\": \"held\"}, \"actor\": \"grace\", \"reason\": \"wrong price\"}")
                .post("/api/v1/mails/actions")
                .then();
    }
}
