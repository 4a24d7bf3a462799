package io.posthorn.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
class TemplatesResourceTest {

    private static final String RESET = "/api/v1/templates/password-reset";

    @Test
    void theSetIsListedWithItsRevision() {
        given().get("/api/v1/templates")
                .then()
                .statusCode(200)
                .body("revision", startsWith("sha256:"))
                .body("loadedAt", endsWith("Z"))
                .body("refused", nullValue())
                .body("templates.name", hasItems("newsletter", "order-confirmation", "password-reset"))
                .body("templates.find { it.name == 'password-reset' }.locales", hasItems("en", "de"))
                .body("templates.find { it.name == 'password-reset' }.samples", hasItem("unknown-device"))
                .body("templates.find { it.name == 'password-reset' }.schema", nullValue());
    }

    @Test
    void aTemplateTellsAllAboutItself() {
        given().get(RESET)
                .then()
                .statusCode(200)
                .body("name", equalTo("password-reset"))
                .body("version", startsWith("sha256:"))
                .body("from", containsString("@kesselundblatt.example>"))
                .body("defaultLocale", equalTo("en"))
                .body("subject.de", not(nullValue()))
                .body("schema.type", equalTo("object"));
    }

    @Test
    void aTemplateIsFilledWithDataOfOnesOwnAndNothingIsSent() throws Exception {
        String data = Files.readString(Path.of("src/main/templates/password-reset/samples/default.json"));
        long sent = World.current().sink().accepted();

        ValidatableResponse answer = render("{\"locale\": \"de-CH\", \"data\": " + data + "}")
                .statusCode(200)
                .body("template.locale", equalTo("de"))
                .body("template.version", startsWith("sha256:"))
                .body("html", containsString("<html"))
                .body("headers.name", hasItems("Date", "From", "To", "Subject", "MIME-Version", "Content-Type"))
                .body("size.html", greaterThan(1000))
                .body("size.message", greaterThan(2000));

        String subject = answer.extract().path("subject");
        assertThat(subject).isNotBlank();
        String text = answer.extract().path("text");
        assertThat(text).contains(new ObjectMapper().readTree(data).at("/link").asText());
        assertThat(World.current().sink().accepted()).isEqualTo(sent);
    }

    @Test
    void dataThatDoNotFitAreRefusedEachWithItsPointer() {
        render("{\"data\": {\"link\": 7, \"nonsense\": true}}")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("unrenderable"))
                .body("errors.pointer", hasItems("/data/link", "/data/nonsense"))
                .body("errors.code", hasItems("data-type", "data-unknown"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "[] | malformed-json | ##",
                "{\"data\": | malformed-json | ##",
                "{\"data\": {}, \"data\": {}} | malformed-json | ##",
                "{\"dat/a\": {}} | unknown-field | /dat~1a",
                "{\"data\": 1} | invalid-value | /data",
                "{\"locale\": 1} | invalid-value | /locale",
            })
    void aCallThatMakesNoSenseIsRefused(String body, String code, String pointer) {
        render(body)
                .statusCode(400)
                .body("code", equalTo("invalid-body"))
                .body("errors.code", contains(code))
                .body("errors.pointer", contains(pointer));
    }

    @Test
    void noMoreIsReadThanARequestMayHave() {
        render("{\"data\": {\"link\": \"" + "x".repeat(1 << 20) + "\"}}")
                .statusCode(413)
                .body("code", equalTo("content-too-large"));
        render("{\"data\": " + "{\"a\": ".repeat(40) + "1" + "}".repeat(40) + "}")
                .statusCode(400)
                .body("errors.code", contains("malformed-json"));
    }

    @Test
    void aFieldsNameIsNoLongerThanInAMailRequest() {
        render("{\"data\": {\"" + "n".repeat(1001) + "\": 1}}")
                .statusCode(400)
                .body("errors.code", contains("malformed-json"));
    }

    @Test
    void nobodyMayBeSentTestsUnlessTheSettingNamesSomebody() {
        given().contentType("application/json")
                .body("{\"to\": \"ada@example.org\"}")
                .post("/api/v1/templates/password-reset/test-send")
                .then()
                .statusCode(403)
                .body("code", equalTo("recipient-not-allowed"))
                .body("detail", containsString("posthorn.test-send.recipients"));
    }

    @Test
    void whatIsNotThereIsAProblem() {
        given().get("/api/v1/templates/nothing")
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-template"))
                .body("detail", containsString("password-reset"));
        given().contentType("application/json")
                .body("{}")
                .post("/api/v1/templates/nothing/render")
                .then()
                .statusCode(404);
        given().get(RESET + "/render").then().statusCode(405).header("Allow", containsString("POST"));
        given().contentType("text/plain")
                .body("{}")
                .post(RESET + "/render")
                .then()
                .statusCode(415);
    }

    private static ValidatableResponse render(String body) {
        return given().contentType("application/json")
                .body(body)
                .post(RESET + "/render")
                .then();
    }
}
