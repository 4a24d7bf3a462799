package io.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.posthorn.testing.GitRepository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesDiffCommandTest {

    private static final Path BASE = Path.of("src/test/resources/template-sets/base");

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private GitRepository repository;
    private Path set;

    @BeforeEach
    void commitTheSet() throws IOException {
        assumeTrue(GitRepository.canBeMade(), "there is no git on the path");
        set = directory.resolve("repository/mails");
        copy(BASE, set);
        repository = GitRepository.in(directory.resolve("repository"));
        repository.commit();
    }

    @Test
    void aSetThatIsAsItWasCommittedChangesNothing() {
        assertThat(diff("HEAD", set.toString())).isZero();

        assertThat(out.toString())
                .startsWith("--- HEAD (" + repository.git("rev-parse", "HEAD") + ")\n+++ " + set + "\n")
                .endsWith("\nno mail changes, 4 stay as they are\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aChangeOfALayoutIsShownOnceAndEveryMailThatItChangesIsNamed() throws IOException {
        edit("_layouts/page.html", "<p>{msg:bye}</p>", "<p>With love</p>");

        assertThat(diff("HEAD", set.toString())).isEqualTo(1);

        assertThat(out.toString())
                .containsOnlyOnce("- <p style=\"margin:0 0 12px;color:#333333\">Yours, the shop</p>")
                .contains("""
                        changed: order (sample default, en)
                          text, line 14:
                        """.strip())
                .endsWith("\n2 mails change, 2 stay as they are\n");
        assertThat(out.toString().lines())
                .contains("    - Yours, the shop", "    + With love", "changed: order (sample default, de)");
    }

    @Test
    void theSameChangeOfAnotherMailIsNotShownAgain() throws IOException {
        Files.writeString(
                set.resolve("order/samples/other.json"),
                Files.readString(set.resolve("order/samples/default.json")).replace("A-1", "A-2"));
        repository.commit();
        edit("_layouts/page.html", "<p>{msg:bye}</p>", "<p>{msg:bye}</p><hr>");

        diff("HEAD", set.toString(), "--template", "order");

        assertThat(out.toString().lines())
                .contains("changed: order (sample other, en), as in order (sample default, en)")
                .filteredOn(line -> line.startsWith("    + "))
                .doesNotHaveDuplicates();
    }

    @Test
    void whoWritesWhichHeadersAndWhichImagesAreLookedAtToo() throws IOException {
        edit("posthorn.yaml", "shop@example.org", "post@example.org");
        edit("letter/template.yaml", "List-Unsubscribe=One-Click", "List-Unsubscribe=One-Click\n  X-Campaign: autumn");
        Path logo = set.resolve("_assets/logo.png");
        byte[] image = Files.readAllBytes(logo);
        image[image.length - 1] ^= 1;
        Files.write(logo, image);

        assertThat(diff("HEAD", set.toString())).isEqualTo(1);

        assertThat(out.toString())
                .contains("    - From: Shop <shop@example.org>\n    + From: Shop <post@example.org>\n")
                .contains("    + X-Campaign: autumn\n")
                .containsPattern(
                        "    - \\(image\\): logo.png, \\d+ octets, SHA-256 [0-9a-f]{12}…\n    \\+ \\(image\\): ")
                .endsWith("4 mails change\n");
    }

    @Test
    void dataThatTheSetRefusesFromNowOnWouldFailWithPlaceAndReason() throws IOException {
        edit("order/schema.json", "\"required\": [\"number\",", "\"required\": [\"number\", \"note\", \"city\",");
        edit("order/schema.json", "\"note\": {", "\"city\": {\"type\": \"string\", \"maxLength\": 9}, \"note\": {");

        assertThat(diff("HEAD", set.toString(), "--template", "order")).isEqualTo(1);

        assertThat(out.toString()).contains("""
                would fail: order (sample default, en)
                    order/samples/default.json:1: /city: is missing
                """).endsWith("\nno mail changes, 2 would fail\n");
    }

    @Test
    void aSampleThatWasMendedIsTriedAsItWasAndAsItIs() throws IOException {
        edit("order/schema.json", "\"note\"", "\"remark\"");
        edit("order/samples/default.json", "\"note\"", "\"remark\"");
        for (String file : Set.of("order/en.html", "order/de.html")) {
            edit(file, "{#if note??}", "{#if remark??}");
            edit(file, "{note}", "{remark}");
        }

        assertThat(diff("HEAD", set.toString(), "--template", "order")).isEqualTo(1);

        assertThat(out.toString().lines())
                .contains(
                        "would fail: order (sample default as it was, en)",
                        "new: order (sample default as it is now, en)")
                .last()
                .isEqualTo("no mail changes, 2 are new, 2 would fail");
    }

    @Test
    void aTemplateThatIsGoneWouldFailAndOneThatComesIsNew() throws IOException {
        edit("posthorn.yaml", "  - letter", "  - circular");
        copy(set.resolve("letter"), set.resolve("circular"));

        assertThat(diff("HEAD", set.toString())).isEqualTo(1);

        assertThat(out.toString())
                .contains("new: circular (sample default, en)\n")
                .contains("would fail: letter (sample default, en)\n    there is no template letter\n")
                .endsWith("\nno mail changes, 2 stay as they are, 2 are new, 2 would fail\n");
    }

    @Test
    void aLocaleThatIsGoneMakesMailsOfAnotherLanguage() throws IOException {
        edit("letter/template.yaml", "locales: [en, de]", "locales: [en]");
        edit("letter/template.yaml", "  de: \"{title}\"\n", "");

        assertThat(diff("HEAD", set.toString(), "--template", "letter")).isEqualTo(1);
        assertThat(out.toString())
                .contains("changed: letter (sample default, de)\n    would be in en, and not in de\n");

        repository.commit();
        assertThat(diff("HEAD~1", set.toString(), "--template", "letter")).isEqualTo(1);
        repository.git("checkout", "-q", "HEAD~1", "--", ".");
        assertThat(diff("main", set.toString(), "--template", "letter")).isEqualTo(1);
        assertThat(out.toString()).contains("new: letter (sample default, de)\n    until now such a mail is in en\n");
    }

    @Test
    void aBrokenTemplateWouldFailWhileTheOthersAreCompared() throws IOException {
        edit("order/en.html", "{/for}", "");

        assertThat(diff("HEAD", set.toString())).isEqualTo(1);

        assertThat(out.toString())
                .contains(set + " is broken as a whole, and no gateway would use it:\n    order/en.html, line 5: ")
                .contains("would fail: order (sample default, de)\n    order/en.html, line 5: ")
                .endsWith("\nno mail changes, 2 stay as they are, 2 would fail\n");
    }

    @Test
    void aSetThatNoGatewayWouldUseIsAChangeThoughItsMailsAreTheSame() throws IOException {
        edit("posthorn.yaml", "shared:\n", "shared:\n  - _partials/missing.html\n");

        assertThat(diff("HEAD", set.toString())).isEqualTo(1);

        assertThat(out.toString())
                .contains(set + " is broken as a whole", "there is no such file as _partials/missing.html")
                .endsWith("\nno mail changes, 4 stay as they are\n");
    }

    @Test
    void aSetThatMovedIsFoundByItsOldFolder() throws IOException {
        repository.git("mv", "mails", "templates");
        String moved = directory.resolve("repository/templates").toString();

        assertThat(diff("HEAD", moved)).isEqualTo(2);
        assertThat(err.toString()).contains("there is no template set in templates in this revision", "HEAD:FOLDER");

        assertThat(diff("HEAD:mails", moved)).isZero();
    }

    @Test
    void twoDirectoriesNeedNoRepository() throws IOException {
        Path other = directory.resolve("other");
        copy(BASE, other);
        Files.writeString(other.resolve("letter/en.txt"), "Something else {unsubscribe.url()}");

        assertThat(diff(BASE.toString(), other.toString())).isEqualTo(1);

        assertThat(out.toString())
                .contains("--- " + BASE + "\n+++ " + other + "\n")
                .contains("    + Something else");
    }

    @Test
    void whatCannotBeComparedIsToldAndEndsWithTwo() throws IOException {
        assertThat(diff("no-such-branch", set.toString())).isEqualTo(2);
        assertThat(diff("HEAD", directory.toString())).isEqualTo(2);
        assertThat(diff("HEAD", set.toString(), "--template", "lettre")).isEqualTo(2);
        assertThat(diff("HEAD", set.toString(), "--requests", "3")).isEqualTo(2);
        Path outside = directory.resolve("outside");
        copy(BASE, outside);
        assertThat(diff("HEAD", outside.toString())).isEqualTo(2);

        assertThat(err.toString().lines().map(line -> line.replaceFirst("posthorn templates diff: ", "")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("no-such-branch: is neither a directory with a template set"),
                        line -> assertThat(line).startsWith(directory + ": there is no template set here"),
                        line -> assertThat(line)
                                .startsWith("there is no template lettre in either set; there are letter, order"),
                        line -> assertThat(line)
                                .isEqualTo("the database is not named; set QUARKUS_DATASOURCE_JDBC_URL"),
                        line -> assertThat(line).contains(outside + " is in no git repository"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void programsReadJson() throws IOException {
        edit("order/en.html", "Thank you", "Thanks");

        assertThat(diff("HEAD", set.toString(), "-o", "json")).isEqualTo(1);

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("before").path("revision").asText()).isEqualTo(repository.git("rev-parse", "HEAD"));
        assertThat(report.path("samples").path("changed").asInt()).isEqualTo(1);
        assertThat(report.path("samples").path("unchanged").asInt()).isEqualTo(3);
        assertThat(report.has("requests")).isFalse();
        assertThat(report.path("mails"))
                .filteredOn(mail -> mail.path("verdict").asText().equals("changed"))
                .singleElement()
                .satisfies(mail -> {
                    assertThat(mail.path("template").asText()).isEqualTo("order");
                    assertThat(mail.path("sample").asText()).isEqualTo("default");
                    assertThat(mail.path("locale").asText()).isEqualTo("en");
                    assertThat(mail.path("changes").findValuesAsText("part")).containsExactly("text", "html");
                    assertThat(mail.path("changes").path(1).path("diff").asText())
                            .contains("- <h1>Thank you</h1>\n+ <h1>Thanks</h1>\n");
                });
    }

    @Test
    void theHelpNamesWhichSetIsWhichAndTheExitCodes() {
        assertThat(diff("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "The set before", "The set after", "--requests", "Exit codes:", "QUARKUS_DATASOURCE_JDBC_URL");
    }

    private void edit(String file, String before, String after) throws IOException {
        Path path = set.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(before);
        Files.writeString(path, text.replace(before, after));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private int diff(String... arguments) {
        return Posthorn.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("templates", "diff"), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
