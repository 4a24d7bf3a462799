package io.posthorn.cli;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.testing.Contract;
import io.posthorn.testing.MailRow;
import io.posthorn.testing.Ports;
import io.posthorn.testing.WithTables;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
class MailsCommandTest extends WithTables {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TestHTTPResource("/")
    URI url;

    @ParameterizedTest
    @CsvSource({
        "cancel, held, cancelled",
        "hold, held, held",
        "release, in-doubt, released",
        "retry, deferred, released",
    })
    void anActionEndsWithZeroIfEveryDeliveryIsAsItShouldBe(String action, String before, String after) {
        UUID id = mail().at(Instant.now()).to("ada@example.org", before).accepted();

        assertThat(act(action, id.toString())).isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).startsWith("ada@example.org  ").contains(after);
    }

    @Test
    void whatIsRefusedEndsWithOneAndSaysWhy() {
        UUID one = mail().to("ada@example.org", "relayed").accepted();
        UUID two = mail().to("ada@example.org", "held")
                .to("bob@example.org", "relayed")
                .accepted();

        assertThat(act("cancel", one.toString())).isOne();
        assertThat(act("cancel", two.toString())).isOne();

        assertThat(err.toString()).startsWith("posthorn mails cancel: The delivery is relayed: it has ended");
        assertThat(out.toString())
                .contains("ada@example.org  changed, cancelled\n")
                .contains("bob@example.org  refused, relayed: it has ended");
    }

    @Test
    void jsonIsTheAnswerOfTheApi() {
        UUID id = mail().to("ada@example.org", "held").accepted();

        assertThat(act("cancel", id.toString(), "-o", "json")).isZero();
        JsonNode answer = Contract.parse(out.toString());
        out.getBuffer().setLength(0);
        assertThat(act("retry", id.toString(), "--output=json")).isOne();
        JsonNode problem = Contract.parse(out.toString());

        assertThat(answer.at("/deliveries/0/state").asText()).isEqualTo("cancelled");
        assertThat(problem.get("code").asText()).isEqualTo("ended");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatAFilterMatchesIsCountedBeforeItIsDone() {
        UUID id = mail().tenant("cli").to("ada@example.org", "held").accepted();

        assertThat(act("cancel", "--where", "tenant=cli")).isZero();
        assertThat(out.toString())
                .contains("matching deliveries: 1; nothing was done")
                .contains("--where 'tenant=cli' --where 'to=")
                .contains("--confirm 1");
        given().get("/api/v1/mails/" + id).then().body("state", equalTo("held"));
        assertThat(act("cancel", "--where", "tenant=cli", "--confirm", "1")).isZero();

        assertThat(out.toString()).contains("changed: 1; left alone because they are under way: 0");
        given().get("/api/v1/mails/" + id).then().body("state", equalTo("cancelled"));
    }

    @Test
    void aFaultOfAFieldIsNamed() {
        assertThat(act("cancel", "--where", "tenannt=cli")).isOne();

        assertThat(err.toString()).contains("  /filter/tenannt: there is no parameter tenannt");
    }

    @Test
    void aGatewayThatDoesNotAnswerIsNamed() {
        String nobody = "http://localhost:" + Ports.free();

        assertThat(act("cancel", UUID.randomUUID().toString(), "--url", nobody)).isOne();

        assertThat(err)
                .hasToString("posthorn mails cancel: no gateway answers at " + nobody + " (--url says where it is)\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mails | which action?",
                "mails cancel --actor a --reason r | give a mail's ID or --where, and not both",
                "mails cancel 1 --where a=b --actor a --reason r | give a mail's ID or --where, and not both",
                "mails cancel --where a=b --recipient c --actor a --reason r | with --where, give the recipient",
                "mails cancel 1 --actor a | Missing required option: '--reason=TEXT'",
                "mails cancel 1 --reason r | Missing required option: '--actor=NAME'",
                "mails explode 1 | Unmatched argument",
            })
    void wrongOptionsEndWithTwo(String arguments, String message) {
        assertThat(execute(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }

    private int act(String action, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("mails", action, "--actor", "grace", "--reason", "wrong price"));
        arguments.addAll(List.of(options));
        if (!arguments.contains("--url")) {
            arguments.addAll(List.of("--url", url.toString()));
        }
        return execute(arguments.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return Posthorn.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static MailRow mail() {
        return MailRow.in(World.current().jdbcUrl());
    }
}
