package io.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TemplatesCheckCommandTest {

    private static final Path GOOD = Path.of("src/main/templates");

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aGoodSetGivesZeroAndSaysWhatWasTried() {
        assertThat(run(GOOD.toString())).isZero();

        assertThat(out.toString()).matches("3 templates, \\d+ mails made of samples, nothing to mend\\R");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aMistakeIsToldWithItsPlaceAndHowToMendIt() throws IOException {
        withMistake();

        assertThat(run(directory.toString())).isEqualTo(1);

        assertThat(out.toString().lines())
                .contains(
                        directory
                                + "/password-reset/en.txt:2: error: {naem}: there is no “naem” in the data [unknown-variable]",
                        "    did you mean “name”?");
        assertThat(out.toString()).contains("1 error and 0 warnings in 3 templates");
    }

    @Test
    void warningsAreForgivenUnlessOneIsStrict() throws IOException {
        copy();
        Files.writeString(directory.resolve("newsletter/fr.txt"), "{letter.title}");

        assertThat(run(directory.toString())).isZero();
        assertThat(out.toString()).contains("newsletter/fr.txt: warning: ");
        assertThat(run("--strict", directory.toString())).isEqualTo(1);
    }

    @Test
    void programsReadJson() throws IOException {
        withMistake();

        assertThat(run("-o", "json", directory.toString())).isEqualTo(1);

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("errors").asInt()).isEqualTo(1);
        assertThat(report.path("warnings").asInt()).isZero();
        JsonNode finding = report.path("findings").path(0);
        assertThat(List.of(
                        finding.path("severity").asText(),
                        finding.path("rule").asText(),
                        finding.path("file").asText(),
                        finding.path("line").asText(),
                        finding.path("mend").asText()))
                .containsExactly("error", "unknown-variable", "password-reset/en.txt", "2", "did you mean “name”?");
        assertThat(finding.path("problem").asText()).contains("naem");
    }

    @Test
    void gitHubReadsAnnotations() throws IOException {
        withMistake();

        assertThat(run("--output=github", directory.toString())).isEqualTo(1);

        assertThat(out.toString().lines())
                .containsExactly("::error file=" + directory
                        + "/password-reset/en.txt,line=2,title=unknown-variable::{naem}: there is no “naem” in the data"
                        + "%0Adid you mean “name”?");
    }

    @Test
    void whatIsNoSetIsAMistakeOfTheCommandLine() {
        assertThat(run(directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("no file posthorn.yaml");

        assertThat(run("-o", "xml", GOOD.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("text, json or github is expected, and not xml");

        assertThat(run()).isEqualTo(2);
    }

    @Test
    void theHelpNamesFormatsAndExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("json", "github", "--strict", "Exit codes:", "Examples:");
    }

    private void withMistake() throws IOException {
        copy();
        Path file = directory.resolve("password-reset/en.txt");
        Files.writeString(file, Files.readString(file).replace("{name}", "{naem}"));
    }

    private void copy() throws IOException {
        try (Stream<Path> files = Files.walk(GOOD)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = directory.resolve(GOOD.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private int run(String... arguments) {
        CommandLine commandLine = Posthorn.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        String[] all = Stream.concat(Stream.of("templates", "check"), Stream.of(arguments))
                .toArray(String[]::new);
        return commandLine.execute(all);
    }
}
