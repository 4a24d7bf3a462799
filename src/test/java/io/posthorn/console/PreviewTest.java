package io.posthorn.console;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.posthorn.testing.EditedTemplates;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
@WithTestResource(EditedTemplates.class)
class PreviewTest {

    private static final String RESET = "/console/templates/password-reset";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void everyTemplateIsListed() {
        page("/console/templates")
                .body(allOf(
                        containsString("href=\"/console/templates/newsletter\""),
                        containsString("href=\"/console/templates/order-confirmation\""),
                        containsString("href=\"/console/templates/password-reset\""),
                        containsString("following")));
    }

    @Test
    void everySampleAndLocaleOfATemplateCanBeChosen() {
        page(RESET)
                .body(allOf(
                        containsString("?sample=unknown-device&amp;locale=en&amp;view=html"),
                        containsString("?sample=default&amp;locale=de&amp;view=html"),
                        containsString("width=phone"),
                        containsString("scheme=dark"),
                        containsString("images=off")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "view=html | src=\"/console/templates/password-reset/mail?sample=default&amp;locale=en",
                "view=text | <pre class=\"text\"",
                "view=headers | <th scope=\"row\">MIME-Version</th>",
                "view=source | &lt;html",
                "view=data | &quot;askedFrom&quot;",
                "view=nonsense&width=nonsense | stage desktop light",
                "view=html&width=phone&scheme=dark | stage phone dark",
                "locale=de | class=\"gauge\"",
            })
    void aMailIsShownAsAsked(String query, String shown) {
        page(RESET + "?" + query).body(containsString(shown));
    }

    @Test
    void noPageRunsOrShowsWhatIsNotItsOwn() {
        page(RESET)
                .header(
                        "Content-Security-Policy",
                        allOf(startsWith("default-src 'none'"), not(containsString("unsafe"))))
                .header("Cache-Control", equalTo("no-store"))
                .body(allOf(
                        not(containsString(" style=")),
                        not(containsString(" onclick")),
                        not(containsString("<style"))));
    }

    @Test
    void theMailIsInASandboxOfItsOwn() {
        given().get(RESET + "/mail?locale=de&images=off&scheme=dark")
                .then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .header(
                        "Content-Security-Policy",
                        equalTo("sandbox allow-same-origin; default-src 'none'; img-src 'none';"
                                + " style-src 'unsafe-inline'; form-action 'none'; base-uri 'none';"
                                + " frame-ancestors 'self'"))
                .body(containsString("lang=\"de\""));
    }

    @Test
    void aNameThatIsNoTemplateIsShownAndNotRun() {
        given().get("/console/templates/<script>alert(1)<%2Fscript>")
                .then()
                .statusCode(404)
                .body(allOf(containsString("&lt;script&gt;"), not(containsString("<script>alert"))));
    }

    @Test
    void dataThatDoNotFitAreExplained() throws IOException {
        Path sample = EditedTemplates.directory().resolve("password-reset/samples/misfit.json");
        Files.writeString(sample, "{\"link\": 7}");
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> page(RESET + "?sample=misfit")
                            .body(allOf(containsString("cannot be rendered"), containsString("<code>/link</code>"))));
        } finally {
            Files.delete(sample);
        }
    }

    private static ValidatableResponse page(String path) {
        return given().get(path).then().statusCode(200).contentType("text/html;charset=UTF-8");
    }
}
