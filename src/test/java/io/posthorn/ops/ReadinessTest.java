package io.posthorn.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class ReadinessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @TestHTTPResource(value = "/health/live", management = true)
    URI live;

    private final World world = World.current();

    @BeforeEach
    void itIsReady() {
        await().atMost(PATIENCE).until(() -> down().isEmpty());
    }

    @AfterEach
    void everythingIsBack() {
        world.server().start();
        world.broker().start();
        world.sink().start();
    }

    @Test
    void withoutTheDatabaseItIsNotReadyButAliveUntilTheDatabaseIsBack() {
        world.server().stop();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(down()).containsExactly("database"));
        assertThat(isAlive()).isTrue();

        world.server().start();
        await().atMost(PATIENCE).until(() -> down().isEmpty());
    }

    @Test
    void withoutKafkaItIsNotReadyButAliveUntilKafkaIsBack() {
        world.broker().stop();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(down()).containsExactly("kafka"));
        assertThat(isAlive()).isTrue();

        world.broker().start();
        await().atMost(PATIENCE).until(() -> down().isEmpty());
    }

    @Test
    void withoutTheRelayItStaysReady() {
        world.sink().stop();

        assertThat(down()).isEmpty();
        assertThat(isAlive()).isTrue();
    }

    /** The names of the checks that say no. */
    private Set<String> down() {
        JsonPath answer = given().get(ready).jsonPath();
        List<Map<String, String>> checks = answer.getList("checks");
        assertThat(checks).extracting(check -> check.get("name")).contains("kafka", "database");
        return checks.stream()
                .filter(check -> check.get("status").equals("DOWN"))
                .map(check -> check.get("name"))
                .collect(Collectors.toSet());
    }

    private boolean isAlive() {
        return given().get(live).statusCode() == 200;
    }
}
