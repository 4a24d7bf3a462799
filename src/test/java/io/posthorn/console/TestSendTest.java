package io.posthorn.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.posthorn.testing.EditedTemplates;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.smtp.ReceivedMail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
@WithTestResource(EditedTemplates.class)
class TestSendTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RESET = "/console/templates/password-reset";

    private final String to = UUID.randomUUID() + "@designers.example";

    @TestHTTPResource("/")
    URI url;

    @Test
    void aTestGoesToThoseWhoMayGetItAndIsOnRecord() {
        String answer = send("unknown-device", "de", to, "Sec-Fetch-Site", "same-origin")
                .statusCode(200)
                .body(containsString("On its way to " + to))
                .extract()
                .asString();

        assertThat(awaitMail().header("X-Posthorn-Test")).isEqualTo("password-reset/unknown-device");
        String record = answer.replaceAll("(?s).*href=\"(/api/v1/mails/[^\"]+)\".*", "$1");
        given().get(record)
                .then()
                .statusCode(200)
                .body("tags.test", equalTo("password-reset/unknown-device"))
                .body("template.locale", equalTo("de"))
                .body("stream", equalTo("transactional"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eve@example.org", "eve@evil.designers.example", "nobody", "", "eve@designers.example, x"})
    void aTestGoesToNobodyElse(String address) {
        send("default", "en", address, "Sec-Fetch-Site", "same-origin")
                .statusCode(200)
                .body(containsString("Not sent."));

        sendByProgram("{\"to\": \"" + to + "\"}").statusCode(202);
        awaitMail();
        assertThat(World.current().sink().mails())
                .allMatch(mail ->
                        mail.recipients().stream().allMatch(recipient -> recipient.endsWith("@designers.example")));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, http://evil.example",
        "Origin, null",
        "Origin, http://localhost:1",
    })
    void aFormOfAnotherSiteSendsNothing(String header, String value) {
        send("default", "en", to, header, value).statusCode(403).body(containsString("another site sent this form"));

        given().get("/api/v1/mails?recipient=" + to).then().statusCode(200).body("mails.size()", equalTo(0));
    }

    @Test
    void aFormOfThePageIsTakenOverPlainHttpToo() {
        send("default", "en", to, "Origin", url.getScheme() + "://" + url.getAuthority())
                .statusCode(200)
                .body(containsString("On its way to"));
        awaitMail();
    }

    @Test
    void aTestCanBeSentByProgramsToo() {
        String requestId = sendByProgram("{\"to\": \"" + to + "\"}")
                .statusCode(202)
                .extract()
                .path("requestId");

        awaitMail();
        given().get("/api/v1/mails?requestId=" + requestId)
                .then()
                .body("mails[0].tags.test", equalTo("password-reset/default"));
        sendByProgram("{\"to\": \"eve@example.org\"}").statusCode(403).body("code", equalTo("recipient-not-allowed"));
        sendByProgram("{\"to\": \"" + to + "\", \"sample\": \"none\"}")
                .statusCode(404)
                .body("code", equalTo("unknown-sample"));
        sendByProgram("{\"to\": \"" + to + "\", \"locale\": \"no tag\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/locale"));
        sendByProgram("{\"sample\": 1, \"too\": \"\"}")
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/to", "/sample", "/too"));
    }

    @Test
    void aTemplateThatIsNotThereIsNamedWithThoseThatAre() {
        given().contentType("application/json")
                .body("{\"to\": \"" + to + "\"}")
                .post("/api/v1/templates/none/test-send")
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-template"))
                .body("detail", containsString("password-reset"));
    }

    private ReceivedMail awaitMail() {
        List<ReceivedMail> mails = await().atMost(PATIENCE)
                .until(
                        () -> World.current().sink().mails().stream()
                                .filter(mail -> mail.recipients().contains(to))
                                .toList(),
                        found -> !found.isEmpty());
        return mails.get(0);
    }

    private static ValidatableResponse sendByProgram(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/templates/password-reset/test-send")
                .then();
    }

    private static ValidatableResponse send(String sample, String locale, String to, String header, String value) {
        return given().header(header, value)
                .formParam("sample", sample)
                .formParam("locale", locale)
                .formParam("to", to)
                .post(RESET + "/test-send")
                .then();
    }
}
