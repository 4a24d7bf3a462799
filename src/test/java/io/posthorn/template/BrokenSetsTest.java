package io.posthorn.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a set is found at start, and said with file and line. */
class BrokenSetsTest {

    @Test
    void theSmallSetIsWhole() {
        assertThat(new SmallSet().note().locales()).containsOnlyKeys("en", "de");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        set().replaced("posthorn.yaml", "templates:", "template:"),
                        "posthorn.yaml, line 2",
                        "“template”"),
                Arguments.of(set().replaced("note/template.yaml", "subject:", "subjekt:"), "line 3", "“subjekt”"),
                Arguments.of(set().replaced("note/template.yaml", "  de: N", "  fr: N"), "line 3", "locale de"),
                Arguments.of(set().replaced("note/template.yaml", "en, de]", "en, fr]"), "template.yaml", "fr"),
                Arguments.of(set().file("note/template.yaml", "a: [\n\n"), "note/template.yaml, line", "not YAML"),
                Arguments.of(set().file("note/template.yaml", "from: a\nfrom: b\n"), "line 2", "twice"),
                Arguments.of(set().file("note/template.yaml", "from: &a x\nowner: *a\n"), "line", "anchors"),
                Arguments.of(
                        set().file("note/template.yaml", "from: nobody\ndefaultLocale: en\nlocales: [en]\n"),
                        "line 1",
                        "local-part@domain"),
                Arguments.of(set().without("note/schema.json"), "note/schema.json", "no such file"),
                Arguments.of(set().without("note/de.txt"), "note/de.txt", "same parts"),
                Arguments.of(set().without("_partials/a.html"), "_partials/a.html", "no such file"),
                Arguments.of(set().file("messages_de.properties", "\n"), "messages_de.properties", "“bye” is missing"),
                Arguments.of(
                        set().file("note/schema.json", "{\"type\": \"object\",\n}"), "schema.json, line 2", "JSON"),
                Arguments.of(set().replaced("note/schema.json", "maxItems", "maxItem"), "schema.json", "“maxItem”"),
                Arguments.of(
                        set().replaced("note/schema.json", ", \"maxLength\": 100}", "}"),
                        "at /properties/name",
                        "maxLength"),
                Arguments.of(
                        set().replaced("note/schema.json", "#/$defs/tree\"},", "https://example.org/tree\"},"),
                        "at /properties/tree",
                        "$ref"),
                Arguments.of(set().body("Hello\n{#if name}\n"), "note/en", "if"),
                Arguments.of(set().body("Hello\n{name.uppercase()}"), "line 2", "“uppercase()”"),
                Arguments.of(set().body("{#include _partials/c.html /}"), "line 1", "_partials/c.html"),
                Arguments.of(set().html("{#include note/en.txt /}"), "line 1", "others only"),
                Arguments.of(
                        set().html("{#include _partials/a.html /}")
                                .file("_partials/a.html", "{#include _partials/b.html /}")
                                .file("_partials/b.html", "{#include _partials/a.html /}"),
                        "_partials/b.html, line 1",
                        "includes itself"),
                Arguments.of(set().file("note/template.yaml", """
                                defaultLocale: en
                                locales: [en]
                                subject: {en: x}
                                headers:
                                  Subject: x
                                """), "template.yaml, line 5", "not yours to set"));
    }

    private static SmallSet set() {
        return new SmallSet();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldWithItsPlace(SmallSet set, String place, String what) {
        assertThatThrownBy(set::note)
                .isInstanceOf(BrokenTemplateException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(what);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href={link.url()}>x</a>",
                "<a href=\"{link}\">x</a>",
                "<a href=\"https:{link.url()}\">x</a>",
                "<a href=\"https://example.org{link.encoded()}\">x</a>",
                "<a href=\"{link.url}\">x</a>",
                "<a href='{link ?: 'x'}'>x</a>",
                "<a href=\"{#if name}{link.url()}{/if}\">x</a>",
                "<a href=\"java{#if name}script:x{/if}\">x</a>",
                "<a title={name}>x</a>",
                "<a {name}>x</a>",
                "<{name}>x",
                "<p style=\"color:{name}\">x</p>",
                "<p onclick=\"{name}\">x</p>",
                "<img src=\"https://example.org/x.png\" srcset=\"{link.url()}\">",
                "<meta content=\"{name}\">",
                "<style>p { color: {name} }</style>",
                "<!-- {name} -->",
                "<script>x</script>",
                "<svg><a href=\"x\"></a></svg>",
                "{#if name}<a title=\"{#else}<b>{/if}{name}\">x",
                "{#for i in list}<a title=\"x{/for}",
                "<a title=\"{#include _partials/a.html /}\">x</a>",
                "<a href=\"x",
            })
    void dataWhereEscapingDoesNotHelpAreRefused(String html) {
        assertThatThrownBy(() -> new SmallSet().html(html).note())
                .isInstanceOf(BrokenTemplateException.class)
                .hasMessageContaining("note/en.html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"{link.url()}\" title='{name}'>{name}</a>",
                "<a href=\"https://example.org/{name.encoded()}?a={name.encoded()}\">x</a>",
                "<p class=\"{#if name}a{#else}b{/if}\">x</p>",
                "<!-- <a href= --><style>{|p{color:red}|}</style><br/><img src=\"cid:logo\" alt=\"{name}\">",
                "{#if name}<p>{name}</p>{#else}<hr>{/if}",
                "<!--[if mso]><table><tr><td><![endif]-->{name}<!--[if mso]></td></tr></table><![endif]-->",
            })
    void dataWhereEscapingHelpsAreWelcome(String html) {
        assertThat(new SmallSet().html(html).note()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{#eval name /}", "{config:name}", "{cdi:name}", "{inject:name}", "{name.raw}{x:y}"})
    void aTemplateReachesNothingButItsData(String template) {
        assertThatThrownBy(() -> new SmallSet().body(template).note()).isInstanceOf(BrokenTemplateException.class);
    }

    @Test
    void aFolderThatIsNoSetIsRefused(@TempDir Path empty) {
        assertThatThrownBy(() -> new TemplateCatalog(Limits.directory(empty)))
                .hasMessage("posthorn.yaml: there is no such file");
    }
}
