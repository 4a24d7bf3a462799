package io.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.CaughtMail;
import io.posthorn.testing.Ports;
import io.posthorn.testing.smtp.ReceivedMail;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void aSampleOfThePackagedSetIsPrinted() {
        assertThat(preview("password-reset", "--locale", "de-AT")).isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .startsWith("Subject: ")
                .contains("https://shop.kesselundblatt.example/account/reset");
    }

    @Test
    void theWholeMessageIsOneThatAMailProgramReads() {
        assertThat(preview("order-confirmation", "-o", "eml")).isZero();

        CaughtMail read = CaughtMail.of(new ReceivedMail("", List.of(), out.toString()));
        assertThat(read.subject()).startsWith("Thank you");
        assertThat(read.html()).contains("<html");
    }

    @Test
    void aDirectoryIsReadAsItIsNow() throws IOException {
        copy();
        Path html = directory.resolve("password-reset/en.html");
        Files.writeString(html, Files.readString(html).replace("</h1>", " Changed.</h1>"));

        assertThat(preview("password-reset", "--directory", directory.toString(), "-o", "html"))
                .isZero();
        assertThat(out.toString()).contains(" Changed.</h1>");
    }

    @Test
    void aBrokenSetIsToldWithFileAndLine() throws IOException {
        copy();
        Files.writeString(directory.resolve("newsletter/de.html"), "\n\n{#if}");

        assertThat(preview("password-reset", "--directory", directory.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("posthorn templates preview: newsletter/de.html, line 3");
    }

    @Test
    void aSampleThatDoesNotFitIsToldWithItsPointer() throws IOException {
        copy();
        Files.writeString(directory.resolve("password-reset/samples/bad.json"), "{\"link\": 7}");

        assertThat(preview("password-reset", "--directory", directory.toString(), "--sample", "bad"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("password-reset/samples/bad.json at /link: must be a text");
    }

    @Test
    void whatIsNotThereIsNamedWithWhatIs() {
        assertThat(preview("password-rest")).isEqualTo(2);
        assertThat(preview("password-reset", "--sample", "nothing")).isEqualTo(2);

        assertThat(err.toString()).contains("there are newsletter, ", "there are arabic, default, unknown-device");
    }

    @Test
    void aGatewayThatDoesNotAnswerIsNamed() {
        int exitCode = execute(
                "templates", "test-send", "x", "--to", "ada@example.org", "--url", "http://localhost:" + Ports.free());

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).startsWith("posthorn templates test-send: no gateway answers at http://localhost:");
    }

    private void copy() throws IOException {
        Path from = Path.of("src/main/templates");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = directory.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private int preview(String... args) {
        return execute(Stream.concat(Stream.of("templates", "preview"), Stream.of(args))
                .toArray(String[]::new));
    }

    private int execute(String... args) {
        return Posthorn.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
