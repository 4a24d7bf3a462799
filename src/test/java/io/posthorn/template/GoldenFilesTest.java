package io.posthorn.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.template.check.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFilesTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void layTheSet() throws IOException {
        SetCase.read(Path.of("src/test/resources/template-sets/good/the-set-itself.case"))
                .writeTo(directory);
    }

    @Test
    void anUpdateWritesEveryMailAndTheCheckIsContentWithIt() throws IOException {
        SetCheck.Result result = SetCheck.check(directory, true);

        assertThat(result.updated())
                .containsExactly(
                        "letter/golden/default.de.txt",
                        "letter/golden/default.en.txt",
                        "order/golden/default.de.html",
                        "order/golden/default.de.txt",
                        "order/golden/default.en.html",
                        "order/golden/default.en.txt");
        assertThat(Files.readString(directory.resolve("letter/golden/default.en.txt")))
                .isEqualTo("""
                        Subject: November
                        List-Unsubscribe: <https://shop.example/unsubscribe?s=1>

                        November

                        News from the shop.

                        Unsubscribe: https://shop.example/unsubscribe?s=1
                        """);
        assertThat(SetCheck.check(directory, false).findings()).isEmpty();
        assertThat(SetCheck.check(directory, true).updated()).isEmpty();
    }

    @Test
    void aChangeOfALayoutShowsInEveryMailThatItChanges() throws IOException {
        SetCheck.check(directory, true);
        edit("_layouts/page.html", "<p>{msg:bye}</p>", "<p>{msg:bye}!</p>");

        List<Finding> findings = SetCheck.check(directory, false).findings();

        assertThat(findings)
                .extracting(Finding::file)
                .containsExactly(
                        "order/golden/default.de.html",
                        "order/golden/default.de.txt",
                        "order/golden/default.en.html",
                        "order/golden/default.en.txt");
        Finding text = findings.get(3);
        assertThat(text.rule()).isEqualTo("golden");
        assertThat(text.severity()).isEqualTo(Finding.Severity.ERROR);
        assertThat(text.diff().lines())
                .contains("- Yours, the shop", "+ Yours, the shop!")
                .hasSizeLessThanOrEqualTo(7);
        List<String> before = Files.readAllLines(directory.resolve(text.file()));
        assertThat(before.get(text.line() - 1)).isEqualTo("Yours, the shop");
    }

    @Test
    void whatNoSampleGivesAnyMoreIsTold() throws IOException {
        SetCheck.check(directory, true);
        Files.move(directory.resolve("letter/samples/default.json"), directory.resolve("letter/samples/november.json"));

        assertThat(SetCheck.check(directory, false).findings())
                .extracting(finding -> finding.file() + ' ' + finding.problem())
                .contains(
                        "letter/golden/default.en.txt there is no such mail any more",
                        "letter/golden/november.en.txt is missing: the mail is new")
                .hasSize(4);
        assertThat(SetCheck.check(directory, true).updated()).hasSize(4);
        assertThat(directory.resolve("letter/golden/default.en.txt")).doesNotExist();
        assertThat(SetCheck.check(directory, false).findings()).isEmpty();
    }

    @Test
    void anUpdateLeavesATemplateAloneWithWhichSomethingElseIsWrong() throws IOException {
        SetCheck.check(directory, true);
        edit("order/en.html", "{number}", "{nubmer}");

        SetCheck.Result result = SetCheck.check(directory, true);

        assertThat(result.updated()).isEmpty();
        assertThat(result.findings()).extracting(Finding::rule).containsExactly("unknown-variable");
        assertThat(directory.resolve("order/golden/default.en.html")).exists();
    }

    private void edit(String file, String before, String after) throws IOException {
        Path path = directory.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(before);
        Files.writeString(path, text.replace(before, after));
    }
}
