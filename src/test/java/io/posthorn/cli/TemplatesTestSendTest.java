package io.posthorn.cli;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.posthorn.queue.InstanceLease;
import io.posthorn.testing.EditedTemplates;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
@WithTestResource(EditedTemplates.class)
class TemplatesTestSendTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TestHTTPResource("/")
    URI url;

    @Inject
    InstanceLease instance;

    @BeforeEach
    void awaitDatabase() {
        await().atMost(Duration.ofSeconds(60)).until(instance::isRegistered);
    }

    @Test
    void whatIsAcceptedIsToldWithWhereItsRecordIs() {
        String to = UUID.randomUUID() + "@designers.example";

        assertThat(send("password-reset", "--sample", "unknown-device", "--locale", "de", "--to", to))
                .isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).startsWith("accepted: " + url + "api/v1/mails/");
        given().get(out.toString().strip().substring("accepted: ".length()))
                .then()
                .statusCode(200)
                .body("tags.test", equalTo("password-reset/unknown-device"))
                .body("deliveries[0].recipient", equalTo(to));
    }

    @Test
    void whatIsRefusedIsToldWithItsReason() {
        assertThat(send("password-reset", "--to", "eve@example.org")).isEqualTo(1);
        assertThat(send("password-rest", "--to", "ada@example.org")).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("posthorn templates test-send: not sent:")
                        && line.endsWith("allowed are @designers.example, ada@example.org"))
                .anyMatch(line -> line.contains("there is no such template; there are newsletter, "));
    }

    private int send(String... args) {
        String[] command = new String[args.length + 4];
        command[0] = "templates";
        command[1] = "test-send";
        command[2] = "--url";
        command[3] = url.toString();
        System.arraycopy(args, 0, command, 4, args.length);
        return Posthorn.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command);
    }
}
