package io.posthorn.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.template.check.Finding;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sets with one mistake each, in {@code template-sets/broken}, and good ones that are unusual, in {@code good}. */
class SetCheckTest {

    private static final Path CASES = Path.of("src/test/resources/template-sets");

    @TempDir
    private Path directory;

    static Stream<SetCase> broken() throws IOException {
        return cases("broken");
    }

    static Stream<SetCase> good() throws IOException {
        return cases("good");
    }

    private static Stream<SetCase> cases(String folder) throws IOException {
        try (Stream<Path> files = Files.list(CASES.resolve(folder))) {
            return files
                    .sorted()
                    .map(file -> {
                        try {
                            return SetCase.read(file);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void theMistakeIsFoundWhereItIsAndNothingElse(SetCase set) throws IOException {
        assertThat(set.expected()).isNotEmpty();
        set.writeTo(directory);

        List<String> told = SetCheck.check(directory, false).findings().stream()
                .map(SetCheckTest::told)
                .toList();

        assertThat(told).hasSameSizeAs(set.expected());
        assertThat(set.expected()).allSatisfy(expected -> {
            String[] words = expected.split(" ", 4);
            String place = words[0] + ' ' + words[1] + ' ' + words[2] + ' ';
            assertThat(told)
                    .anyMatch(line -> line.startsWith(place)
                            && (words.length < 4
                                    || line.substring(place.length()).contains(words[3])));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void whatIsOnlyUnusualPasses(SetCase set) throws IOException {
        set.writeTo(directory);

        SetCheck.Result result = SetCheck.check(directory, false);

        assertThat(result.findings()).isEmpty();
        assertThat(result.templates()).isEqualTo(2);
        assertThat(result.mails()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void theTemplatesOfThisRepositoryHaveNothingToMend() throws IOException {
        SetCheck.Result result = SetCheck.check(Samples.SET, false);

        assertThat(result.findings()).isEmpty();
        assertThat(result.templates()).isEqualTo(3);
        assertThat(result.mails()).isGreaterThanOrEqualTo(30);
        assertThat(Samples.SET.resolve("newsletter/golden/default.en.html")).exists();
        assertThat(Samples.SET.resolve("order-confirmation/golden/default.en.html"))
                .exists();
        assertThat(Samples.SET.resolve("password-reset/golden/default.en.html")).exists();
    }

    @Test
    void severalMistakesAreFoundAtOnce() throws IOException {
        SetCase.read(CASES.resolve("broken/an-image-without-alt.case")).writeTo(directory);
        Files.writeString(directory.resolve("letter/en.txt"), "{titel}\n{msg:hello}\n{unsubscribe.link()}\n");
        Files.writeString(directory.resolve("letter/schema.json"), "{}");

        assertThat(SetCheck.check(directory, false).findings().stream().map(SetCheckTest::told))
                .anyMatch(line -> line.startsWith("error missing-alt _layouts/page.html:11"))
                .anyMatch(line -> line.startsWith("error broken letter/schema.json:1"))
                .anyMatch(line -> line.startsWith("error broken letter/en.txt:2"))
                .anyMatch(line -> line.startsWith("error broken letter/en.txt:3"));
    }

    @Test
    void theCommandLineHasTheLimitsThatTheGatewayHasByDefault() throws NoSuchMethodException {
        TemplateConfig limits = new DefaultLimits();

        assertThat(String.valueOf(limits.maxSteps())).isEqualTo(configured("maxSteps"));
        assertThat(String.valueOf(limits.maxCharacters())).isEqualTo(configured("maxCharacters"));
        assertThat(limits.maxTime()).isEqualTo(Duration.parse("PT" + configured("maxTime")));
    }

    private static String configured(String setting) throws NoSuchMethodException {
        return TemplateConfig.class
                .getMethod(setting)
                .getAnnotation(WithDefault.class)
                .value();
    }

    private static String told(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT)
                + ' '
                + finding.rule()
                + ' '
                + finding.file()
                + (finding.line() > 0 ? ":" + finding.line() : "")
                + ' '
                + finding.problem()
                + ' '
                + finding.mend();
    }
}
