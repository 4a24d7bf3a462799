package io.posthorn.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.testing.Browser;
import io.posthorn.testing.EditedTemplates;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preview in a real browser. Leaves pictures of the pages in {@code target/screenshots}. */
@QuarkusTest
@WithTestResource(WorldResource.class)
@WithTestResource(EditedTemplates.class)
class PreviewBrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    @TestHTTPResource("/console/templates")
    String templates;

    private static Browser browser;

    @BeforeAll
    static void start() {
        Browser.assumeInstalled();
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void beginAnew() {
        browser.open("about:blank");
        browser.look(1280, 900, false);
        browser.complaints();
    }

    @Test
    void aSavedFileShowsWithoutATouch() throws IOException {
        browser.open(templates + "/password-reset?locale=en");
        awaitLive();
        try (Edit html = Edit.of("password-reset/en.html")) {
            long saved = System.nanoTime();
            html.save(html.before().replaceFirst("(<h1[^>]*>)", "$1Saved just now. "));
            until(() -> browser.text().contains("Saved just now."));
            System.out.printf(
                    "The browser showed the saved file after %d ms%n", (System.nanoTime() - saved) / 1_000_000);

            html.save(html.before().replaceFirst("<h1", "{#if}<h1"));
            until(() -> browser.text().contains("The latest change is not shown."));
            until(() -> browser.text().contains("Saved just now."));
            assertThat(browser.text()).contains("password-reset/en.html, line");
            browser.picture(PICTURES.resolve("refused-1280-light.png"));
        }
        until(() -> !browser.text().contains("The latest change is not shown.")
                && !browser.text().contains("Saved just now."));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatIsReadStaysInPlaceWhenAFileIsSaved() throws IOException {
        browser.open(templates + "/newsletter?locale=en");
        awaitLive();
        browser.evaluate("scrollTo(0, 700)");
        try (Edit text = Edit.of("newsletter/en.txt")) {
            text.save(text.before() + "Saved just now.\n");
            Object mark = browser.evaluate("document.getElementById('main').dataset.mark")
                    .textValue();
            until(() -> !browser.evaluate("document.getElementById('main').dataset.mark")
                    .textValue()
                    .equals(mark));
            until(() -> browser.is("document.getElementById('frame').contentDocument.readyState === 'complete'"));

            assertThat(browser.evaluate("scrollY").intValue()).isEqualTo(700);
        }
    }

    @ParameterizedTest
    @CsvSource({"360, false", "360, true", "1280, false", "1280, true"})
    void everyPageFitsPhoneAndDesktopInLightAndDark(int width, boolean dark) {
        String scheme = "scheme=" + (dark ? "dark" : "light");
        browser.look(width, width < 600 ? 740 : 900, dark);

        look("list", "", width, dark);
        look("html", "/order-confirmation?" + scheme, width, dark);
        look("phone", "/newsletter?width=phone&locale=de&" + scheme, width, dark);
        look("text", "/order-confirmation?view=text&sample=hostile", width, dark);
        look("headers", "/newsletter?view=headers&locale=de", width, dark);
        look("source", "/password-reset?view=source", width, dark);
        look("data", "/password-reset?view=data", width, dark);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aSwitchShowsAnotherMailAndTheAddressTellsIt() {
        browser.open(templates + "/order-confirmation");
        awaitLive();
        until(() -> browser.text().contains("Thank you"));

        browser.evaluate("document.getElementById('locale-de').focus()");
        browser.evaluate("document.getElementById('locale-de').click()");

        until(() -> browser.text().contains("Vielen Dank, "));
        assertThat(browser.evaluate("location.search").textValue()).contains("locale=de");
        until(() -> browser.is("document.activeElement.id === 'locale-de'"));
        browser.evaluate("history.back()");
        until(() -> browser.text().contains("Thank you"));
    }

    @Test
    void theReadersSchemeIsThatOfThePageAndNotOfTheBrowser() {
        browser.look(1280, 900, true);
        browser.open(templates + "/order-confirmation?scheme=light");
        String light = background();
        browser.open(templates + "/order-confirmation?scheme=dark");
        String dark = background();

        assertThat(light).isEqualTo("rgb(243, 239, 230)");
        assertThat(dark).isEqualTo("rgb(20, 24, 20)");
    }

    @Test
    void imagesOfTheMailShowUnlessTheyAreOff() throws IOException {
        Path pixel = EditedTemplates.directory().resolve("password-reset/pixel.png");
        Files.write(pixel, PIXEL);
        try (Edit manifest = Edit.of("password-reset/template.yaml");
                Edit html = Edit.of("password-reset/en.html")) {
            html.save(html.before().replaceFirst("<h1", "<img src=\"cid:pixel.png\" alt=\"A pixel\"><h1"));
            manifest.save(manifest.before() + "\nimages: [pixel.png]\n");
            browser.open(templates + "/password-reset?locale=en");
            awaitLive();
            until(() -> browser.is(image() + " && " + image() + ".complete"));
            assertThat(browser.evaluate(image() + ".naturalWidth").intValue()).isEqualTo(1);

            browser.open(templates + "/password-reset?locale=en&images=off");
            until(() -> browser.is(image() + " && " + image() + ".complete"));
            assertThat(browser.evaluate(image() + ".naturalWidth").intValue()).isZero();
        } finally {
            Files.delete(pixel);
        }
    }

    @Test
    void aTestIsSentFromThePageAndWhatIsTypedSurvivesASavedFile() throws IOException {
        browser.open(templates + "/password-reset?locale=de&sample=unknown-device");
        awaitLive();
        browser.evaluate("document.getElementById('to').value = 'eve@example.org'");
        browser.evaluate("document.querySelector('.test button').click()");
        until(() -> browser.text().contains("this address may not be sent tests"));

        browser.evaluate("document.getElementById('to').value = 'browser@designers.example'");
        try (Edit text = Edit.of("password-reset/de.txt")) {
            String mark = mark();
            text.save(text.before() + "Saved just now.\n");
            until(() -> !mark().equals(mark));
            browser.evaluate("document.querySelector('.test button').click()");
            until(() -> browser.text().contains("On its way to browser@designers.example."));
        }
        browser.picture(PICTURES.resolve("sent-1280-light.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    private String mark() {
        return browser.evaluate("document.getElementById('main').dataset.mark").textValue();
    }

    private static String image() {
        return "document.getElementById('frame').contentDocument.querySelector('img')";
    }

    private String background() {
        String body = "document.getElementById('frame').contentDocument.body";
        until(() -> browser.is(body + " && " + body + ".innerText.length > 0"));
        return browser.evaluate("getComputedStyle(" + body + ").backgroundColor")
                .textValue();
    }

    private void look(String name, String path, int width, boolean dark) {
        browser.open(templates + path);
        browser.picture(PICTURES.resolve("%s-%d-%s.png".formatted(name, width, dark ? "dark" : "light")));
        assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
                .as("width of %s", path)
                .isLessThanOrEqualTo(width);
        assertThat(browser.is("document.querySelector('h1').textContent.length > 0"))
                .isTrue();
    }

    private void awaitLive() {
        until(() -> browser.is("document.documentElement.dataset.live === 'yes'"));
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /** A file in an editor; in the end it is as it was. */
    private record Edit(Path file, String before) implements AutoCloseable {

        static Edit of(String name) throws IOException {
            Path file = EditedTemplates.directory().resolve(name);
            return new Edit(file, Files.readString(file));
        }

        void save(String text) throws IOException {
            Files.writeString(file, text);
        }

        @Override
        public void close() throws IOException {
            Files.writeString(file, before);
        }
    }
}
