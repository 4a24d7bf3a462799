package io.posthorn.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.posthorn.testing.Database;
import io.posthorn.testing.MailRow;
import io.posthorn.testing.WithTables;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class ProblemsTest extends WithTables {

    @Test
    void anUnknownIdIsAProblem() {
        problem("/api/v1/mails/" + UUID.randomUUID(), 404, "unknown-mail");
        problem("/api/v1/mails/nonsense", 404, "unknown-mail");
    }

    @Test
    void everythingThatIsWrongWithTheParametersIsNamed() {
        problem("/api/v1/mails?sendAt=1&stat=x", 400, "invalid-parameter")
                .body("errors.parameter", hasItems("sendAt", "stat"))
                .body("errors.code", hasItems("unknown-parameter"));
        assertThat(fault("from=yesterday")).isEqualTo("invalid-instant");
        assertThat(fault("to=2026-11-23T12:00:00")).isEqualTo("invalid-instant");
        assertThat(fault("from=2026-11-23T12:00:00Z&to=2026-11-23T12:00:00Z")).isEqualTo("empty-range");
        assertThat(fault("limit=0")).isEqualTo("out-of-range");
        assertThat(fault("limit=201")).isEqualTo("out-of-range");
        assertThat(fault("limit=many")).isEqualTo("out-of-range");
        assertThat(fault("state=delivered")).isEqualTo("unknown-state");
        assertThat(fault("messageId=x@example.org")).isEqualTo("invalid-message-id");
        assertThat(fault("tenant=")).isEqualTo("invalid-value");
        assertThat(fault("tenant=a%00b")).isEqualTo("invalid-value");
        assertThat(fault("tenant=a&tenant=b")).isEqualTo("repeated-parameter");
        assertThat(fault("tag.=b")).isEqualTo("unknown-parameter");
        assertThat(fault("cursor=nonsense")).isEqualTo("invalid-cursor");
    }

    @Test
    void aPathMethodOrMediaTypeThatIsNotThereIsAProblem() {
        problem("/api/v1/nothing", 404, "not-found");
        problem("/api/v1/mails/a/b", 404, "not-found");
        // There only if it is switched on.
        problem("/console/templates", 404, "not-found");
        problem("/console/templates/newsletter/mail", 404, "not-found");
        problem("/console/changes", 404, "not-found");
        given().delete("/api/v1/mails")
                .then()
                .statusCode(405)
                .header("Allow", containsString("GET"))
                .contentType("application/problem+json")
                .body("code", equalTo("method-not-allowed"));
        given().accept("text/csv")
                .get("/api/v1/mails")
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body("code", equalTo("not-acceptable"));
    }

    @Test
    void aFailureOfOurOwnTellsItsInstanceAndNothingElse() throws SQLException {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(new SimpleFormatter().formatMessage(record) + record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(Problems.class.getName());
        log.addHandler(handler);
        execute("alter table delivery rename to delivery_gone");
        try {
            UUID id = MailRow.in(World.current().jdbcUrl()).accepted();
            String instance = problem("/api/v1/mails/" + id, 500, "internal-error")
                    .body(not(containsString("delivery_gone")))
                    .body(not(containsString("SQL")))
                    .extract()
                    .path("instance");
            assertThat(instance).startsWith("urn:uuid:");
            assertThat(logged).anyMatch(line -> line.contains(instance));
        } finally {
            execute("alter table delivery_gone rename to delivery");
            log.removeHandler(handler);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(World.current().jdbcUrl(), Database.USER, Database.USER);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String fault(String query) {
        return problem("/api/v1/mails?" + query, 400, "invalid-parameter")
                .body("errors", hasSize(1))
                .extract()
                .path("errors[0].code");
    }

    private static ValidatableResponse problem(String path, int status, String code) {
        return given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("type", equalTo("urn:posthorn:problem:" + code));
    }
}
