package io.posthorn.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The templates of this repository, as they are packaged. {@code -Dgolden.update} rewrites the golden files. */
class PackagedTemplatesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final TemplateCatalog CATALOG = new TemplateCatalog(Limits.DEFAULTS);
    private static final MailRenderer RENDERER = new MailRenderer(Limits.DEFAULTS);

    static Stream<Arguments> samples() {
        return CATALOG.names().stream()
                .sorted()
                .flatMap(name -> Samples.of(name).stream()
                        .flatMap(sample ->
                                Stream.of("en", "de").map(locale -> Arguments.of(name, locale, plainName(sample)))));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleRendersAsItsGoldenFiles(String template, String locale, String sample) throws IOException {
        Rendering rendering =
                RENDERER.render(CATALOG.current(template).orElseThrow(), locale, Samples.read(template, sample));

        assertThat(rendering).isInstanceOf(Rendering.Rendered.class);
        Content content = ((Rendering.Rendered) rendering).content();
        Path folder = GOLDEN.resolve(template);
        String headers = ((Rendering.Rendered) rendering)
                .headers().stream()
                        .map(field -> field.name() + ": " + field.value() + "\n")
                        .reduce("", String::concat);
        compare(
                folder,
                sample + "." + locale + ".txt",
                "Subject: " + content.subject() + "\n" + headers + "\n" + content.text());
        compare(folder, sample + "." + locale + ".html", content.html());
    }

    @Test
    void everyGoldenFileHasASample() throws IOException {
        List<String> expected = samples()
                .flatMap(args -> Stream.of("txt", "html")
                        .map(ending -> args.get()[0] + "/" + args.get()[2] + "." + args.get()[1] + "." + ending))
                .toList();
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> GOLDEN.relativize(file).toString().replace('\\', '/')))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void everyFolderAndEverySharedFileIsNamedInTheManifest() throws IOException {
        SetManifest manifest = SetManifest.parse(Files.readString(Samples.SET.resolve(SetManifest.FILE)));
        try (Stream<Path> folders = Files.list(Samples.SET)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> !name.startsWith("_")))
                    .containsExactlyInAnyOrderElementsOf(manifest.templates());
        }
        try (Stream<Path> files = Files.walk(Samples.SET)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> Samples.SET.relativize(file).toString().replace('\\', '/'))
                            .filter(path -> path.startsWith("_") || path.startsWith("messages_")))
                    .containsExactlyInAnyOrderElementsOf(manifest.shared());
        }
    }

    @Test
    void everyLocaleOnDiskIsNamedInItsTemplate() throws IOException {
        for (String name : CATALOG.names()) {
            TemplateManifest manifest = CATALOG.current(name).orElseThrow().manifest();
            try (Stream<Path> files = Files.list(Samples.SET.resolve(name))) {
                assertThat(files.map(file -> file.getFileName().toString())
                                .filter(file -> file.endsWith(".html") || file.endsWith(".txt"))
                                .map(file -> file.substring(0, file.lastIndexOf('.')))
                                .distinct())
                        .containsExactlyInAnyOrderElementsOf(manifest.locales());
            }
        }
    }

    @Test
    void aNewsletterCanBeUnsubscribedWithOneClick() {
        TemplateVersion newsletter = CATALOG.current("newsletter").orElseThrow();
        Map<String, Object> data = Samples.read("newsletter", "default");

        Rendering.Rendered rendered = (Rendering.Rendered) RENDERER.render(newsletter, "en", data);

        assertThat(newsletter.headers())
                .extracting(field -> field.name() + ": " + field.value())
                .contains("Precedence: bulk", "List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        assertThat(rendered.headers())
                .extracting(field -> field.name() + ": " + field.value())
                .containsExactly("List-Unsubscribe: <" + data.get("unsubscribe") + ">");
        assertThat(newsletter.stream()).contains("bulk");
    }

    private static void compare(Path folder, String file, String actual) throws IOException {
        Path golden = folder.resolve(file);
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(folder);
            Files.writeString(golden, actual);
        }
        assertThat(golden).hasContent(actual);
    }

    private static String plainName(Path sample) {
        String file = sample.getFileName().toString();
        return file.substring(0, file.lastIndexOf('.'));
    }
}
