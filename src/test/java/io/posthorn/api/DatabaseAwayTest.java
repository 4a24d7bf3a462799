package io.posthorn.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;

import io.posthorn.testing.MailRow;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class DatabaseAwayTest {

    @Inject
    Flyway flyway;

    @AfterEach
    void theDatabaseIsBack() {
        World.current().server().start();
    }

    @Test
    void aQuestionWhileTheDatabaseIsAwayIsAProblemAndLaterAnsweredAgain() {
        flyway.migrate();
        UUID id = MailRow.in(World.current().jdbcUrl())
                .to("ada@example.org", "relayed")
                .accepted();
        String path = "/api/v1/mails/" + id;
        given().get(path).then().statusCode(200);

        World.current().server().stop();
        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            given().get(path)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", equalTo("5"))
                    .body("code", equalTo("unavailable"))
                    .body(not(stringContainsInOrder("Exception")));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        }

        World.current().server().start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get(path).then().statusCode(200));
    }
}
