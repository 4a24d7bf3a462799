package io.posthorn.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.mail.Content;
import io.posthorn.mail.Mailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateVersionTest {

    private static final String HASH = new SmallSet().note().ref().hash();

    static Stream<SmallSet> changes() {
        return Stream.of(
                new SmallSet().replaced("_layouts/page.html", "<body>", "<body class=\"x\">"),
                new SmallSet().file("_partials/a.html", "<b>a</b>"),
                new SmallSet().replaced("messages_de.properties", "Tschüss", "Servus"),
                new SmallSet().replaced("posthorn.yaml", "decimal: \".\"", "decimal: \"·\""),
                new SmallSet().replaced("note/schema.json", "\"maxLength\": 100}", "\"maxLength\": 101}"),
                new SmallSet().replaced("note/template.yaml", "Note for", "A note for"),
                new SmallSet().file("note/de.txt", "x"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void theHashChangesWithEverythingThatTheMailDependsOn(SmallSet changed) {
        assertThat(changed.note().ref().hash()).isNotEqualTo(HASH);
    }

    static Stream<SmallSet> irrelevances() {
        return Stream.of(
                new SmallSet().file("note/samples/x.json", "{}").file("other.html", "x"),
                new SmallSet().replaced("posthorn.yaml", "templates:", "# a comment\ntemplates:"),
                new SmallSet().replaced("_partials/a.html", "<i>", "\uFEFF<i>"),
                new SmallSet().replaced("note/template.yaml", "\n", "\r\n").replaced("note/schema.json", "\n", "\r\n"),
                new SmallSet()
                        .replaced("posthorn.yaml", "[note]", "[note, second]")
                        .file("second/template.yaml", "defaultLocale: en\nlocales: [en]\nsubject: {en: x}\n")
                        .file("second/schema.json", "{\"type\": \"object\", \"additionalProperties\": false}")
                        .file("second/en.txt", "x"));
    }

    @ParameterizedTest
    @MethodSource("irrelevances")
    void theHashDoesNotChangeOtherwise(SmallSet same) {
        assertThat(same.note().ref().hash()).isEqualTo(HASH);
    }

    @Test
    void aVersionRebuiltFromItsSourceRendersTheSame() {
        TemplateCatalog catalog = new TemplateCatalog(Limits.DEFAULTS);
        MailRenderer renderer = new MailRenderer(Limits.DEFAULTS);
        for (String name : catalog.names()) {
            TemplateVersion version = catalog.current(name).orElseThrow();

            TemplateVersion rebuilt = TemplateVersion.rebuild(name, version.source());

            assertThat(rebuilt.ref()).isEqualTo(version.ref());
            assertThat(rebuilt.source()).isEqualTo(version.source());
            assertThat(rebuilt.from()).isEqualTo(version.from()).isPresent();
            assertThat(rebuilt.replyTo()).isEqualTo(version.replyTo());
            assertThat(rebuilt.headers()).isEqualTo(version.headers());
            for (Path sample : Samples.of(name)) {
                for (String locale : new String[] {"en", "de"}) {
                    assertThat(renderer.render(rebuilt, locale, Samples.read(sample)))
                            .isEqualTo(renderer.render(version, locale, Samples.read(sample)));
                }
            }
        }
    }

    @Test
    void theSourceIsAnArchiveThatTarOpens(@TempDir Path folder) throws Exception {
        Path archive =
                Files.write(folder.resolve("note.tar"), new SmallSet().note().source());

        Process tar = new ProcessBuilder("tar", "-xf", archive.toString(), "-C", folder.toString()).start();

        assertThat(tar.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(tar.exitValue()).isZero();
        assertThat(folder.resolve("note/de.txt")).hasContent("de Hello {name}");
    }

    @Test
    void whatIsOfTheFirstEditionIsRebuiltAsItWasSent() {
        String page = "<html><head><style>i { color: red }</style></head><body>{#insert}{/insert}</body></html>";
        SourceFiles files = ofTheFirstEdition(
                new SmallSet().file("_layouts/page.html", page).html("<i>{name}</i>"));

        TemplateVersion rebuilt = TemplateVersion.rebuild("note", files.archive());

        Content content = content(rebuilt);
        assertThat(content.html()).contains("<style>i { color: red }</style>").contains("<i>Ada</i>");
    }

    @Test
    void whatHadAMessageTwiceIsRebuiltWithTheLast() {
        SmallSet set = new SmallSet().file("messages_en.properties", "bye = Goodbye\n");
        SourceFiles files = ofTheFirstEdition(set, "messages_en.properties", "bye = Goodbye\nbye = Farewell\n");

        assertThat(content(TemplateVersion.rebuild("note", files.archive())).html())
                .contains("Farewell");
    }

    private static SourceFiles ofTheFirstEdition(SmallSet set, String... other) {
        SourceFiles files = new SourceFiles();
        set.note().files().texts().forEach((path, text) -> {
            if (!path.equals(Edition.FILE)) {
                files.add(path, other.length > 0 && path.equals(other[0]) ? other[1] : text);
            }
        });
        return files;
    }

    private static Content content(TemplateVersion version) {
        Rendering rendering = new MailRenderer(Limits.DEFAULTS).render(version, "en", Map.of("name", "Ada"));
        return ((Rendering.Rendered) rendering).content();
    }

    @Test
    void aDamagedSourceIsRefused() {
        byte[] source = new SmallSet().note().source();
        source[130]++;

        assertThatThrownBy(() -> TemplateVersion.rebuild("note", source)).hasMessageContaining("damaged");
    }

    @Test
    void aSchemaIsNeverFetched() {
        assertThatThrownBy(() -> DataSchema.parse("schema.json", "{\"$ref\": \"http://localhost:1/schema.json\"}"))
                .hasMessageContaining("not allowed");
    }

    @Test
    void theSetSaysWhoWritesUnlessTheTemplateDoes() {
        SmallSet own = new SmallSet().replaced("note/template.yaml", "subject:", "from: me@example.org\nsubject:");

        assertThat(new SmallSet().note().from()).contains(Mailbox.parse("Post <post@example.org>"));
        assertThat(own.note().from()).contains(Mailbox.parse("me@example.org"));
    }

    @Test
    void aSetInAFolderIsTheSameAsThePackagedOne() {
        TemplateCatalog packaged = new TemplateCatalog(Limits.DEFAULTS);
        TemplateCatalog folder = new TemplateCatalog(Limits.directory(Samples.SET));

        assertThat(folder.names()).isEqualTo(packaged.names());
        assertThat(folder.names())
                .allSatisfy(
                        name -> assertThat(folder.current(name).orElseThrow().ref())
                                .isEqualTo(packaged.current(name).orElseThrow().ref()));
    }
}
