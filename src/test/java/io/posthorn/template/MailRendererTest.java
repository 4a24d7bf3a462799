package io.posthorn.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.posthorn.mail.Content;
import io.posthorn.mail.Fault;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailRendererTest {

    private static final MailRenderer RENDERER = new MailRenderer(Limits.DEFAULTS);

    @ParameterizedTest
    @CsvSource({"de-AT, de", "DE, de", "de-x-twain, de", "en-GB, en", "fr, en", "d, en", "'', en", "-, en", ", en"})
    void theLocaleFallsBackToTheLanguageAndThenToTheDefault(String requested, String used) {
        Rendering rendering = RENDERER.render(new SmallSet().note(), requested, Map.of("name", "Ada"));

        Rendering.Rendered rendered = (Rendering.Rendered) rendering;
        assertThat(rendered.locale()).isEqualTo(used);
        assertThat(rendered.content().text()).startsWith(used + " ");
        assertThat(rendered.content().html()).contains("<html lang=\"" + used + "\">");
        assertThat(rendered.content().html()).contains(used.equals("de") ? "Tschüss" : "Goodbye");
        assertThat(rendered.content().subject()).startsWith(used.equals("de") ? "Notiz" : "Note");
    }

    @Test
    void markupInDataIsEscapedInHtmlAndLeftAloneInText() {
        Content content = rendered("{name}", Map.of("name", "<b a=\"1\" c='2'>&"));

        assertThat(content.html()).contains("<body>&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;Goodbye");
        assertThat(content.text()).isEqualTo("en <b a=\"1\" c='2'>&");
        assertThat(content.subject()).isEqualTo("Note for <b a=\"1\" c='2'>&");
    }

    @Test
    void aTemplateInTheDataStaysText() {
        Content content = rendered("{name}", Map.of("name", "{config:x}{#for i in 9}{i}{/for}{mail:locale}"));

        assertThat(content.text()).isEqualTo("en {config:x}{#for i in 9}{i}{/for}{mail:locale}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: x@example.org", "a\nb", "a\rb", "a\u0000b", "a\u0085b", "a\u2028b", "a\u202Eb"})
    void aSubjectOfMoreThanOneLineIsRefused(String name) {
        Fault fault = refused("x", Map.of("name", name, "text", "t"));

        assertThat(fault.code()).isEqualTo("render-subject");
        assertThat(fault.pointer()).isEqualTo("/name");
    }

    @Test
    void aControlCharacterInTheBodyIsRefusedWithItsPlace() {
        Fault fault = refused(
                "{#for i in list}{i.name}{/for}",
                Map.of("name", "x", "list", List.of(Map.of("name", "fine"), Map.of("name", "\u0007"))));

        assertThat(fault.code()).isEqualTo("render-content");
        assertThat(fault.pointer()).isEqualTo("/list/1/name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:alert(1)",
                "java\tscript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "//example.org/x",
                "/x",
                "",
                "https:///x",
                "https://user:password@example.org/",
                "https://example.org/\r\nx",
                "https://example.org/ä",
                "file:///etc/passwd",
            })
    void aLinkThatIsNoLinkIsRefused(String link) {
        Fault fault = refused("<a href=\"{link.url()}\">x</a>", Map.of("name", "x", "link", link));

        assertThat(fault.code()).isEqualTo("data-format");
        assertThat(fault.pointer()).isEqualTo("/link");
        assertThat(fault.message()).doesNotContain("alert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/?a=1&b=2", "http://example.org", "mailto:ada@example.org", "cid:logo"})
    void aLinkIsALink(String link) {
        Content content = rendered("<a href=\"{link.url()}\">x</a>", Map.of("name", "x", "link", link));

        assertThat(content.html()).contains("href=\"" + link.replace("&", "&amp;") + "\"");
    }

    @Test
    void whatIsMissingIsToldWithItsPlace() {
        TemplateVersion note = new SmallSet().note();

        assertThat(faults(note, Map.of())).containsExactly(new Fault("/name", "data-required", "is missing"));
        assertThat(faults(note, Map.of("name", "x", "nmae~/", 1)))
                .extracting(Fault::pointer, Fault::code)
                .containsExactly(tuple("/nmae~0~1", "data-unknown"));
        assertThat(faults(note, Map.of("name", 5))).containsExactly(new Fault("/name", "data-type", "must be a text"));
        assertThat(faults(note, Map.of("name", "x", "list", List.of(Map.of(), Map.of("size", 10)))))
                .containsExactly(new Fault("/list/1/size", "data-range", "is more than 9"));
    }

    @Test
    void whatTheTemplateNeedsBeyondTheSchemaIsToldWithItsPlace() {
        Map<String, Object> empty = Map.of("name", "x", "list", List.of(Map.of("name", "y"), Map.of()));

        Fault fault = refused("\n{#for i in list}{i.name}{/for}", empty);

        assertThat(fault.code()).isEqualTo("render-missing");
        assertThat(fault.pointer()).isEqualTo("/list/1/name");
        assertThat(fault.message()).contains("{i.name}").contains("note/en.txt, line 2");
        assertThat(refused("{text}", Map.of("name", "x")).pointer()).isEqualTo("/text");
    }

    @Test
    void nullIsAsGoodAsAbsent() {
        Map<String, Object> data = new HashMap<>(Map.of("name", "x"));
        data.put("text", null);
        SmallSet set = new SmallSet()
                .body("{text ?: 'none'}{#if text??}!{/if}")
                .replaced(
                        "note/schema.json",
                        "\"text\": {\"type\": \"string\"",
                        "\"text\": {\"type\": [\"string\", \"null\"]");

        Rendering.Rendered rendered = (Rendering.Rendered) RENDERER.render(set.note(), null, data);

        assertThat(rendered.content().text()).isEqualTo("en none");
    }

    @Test
    void fieldsOfAnyNameAreFields() {
        Content content =
                rendered("{#for i in list}{i.size}{/for}", Map.of("name", "x", "list", List.of(Map.of("size", 7))));

        assertThat(content.text()).isEqualTo("en 7");
    }

    @Test
    void atMostTwentyFaultsAreToldAndNoneQuotesTheData() {
        List<Object> wrong = Collections.nCopies(1000, Map.of("name", "a-secret-that-is-too-long"));

        List<Fault> faults = faults(new SmallSet().note(), Map.of("name", "x", "list", wrong));

        assertThat(faults).hasSize(20);
        assertThat(faults).allSatisfy(fault -> assertThat(fault.message()).doesNotContain("secret"));
    }

    @Test
    void tenMegabytesAreRefusedByTheSchemaOrElseByTheBudget() {
        String long10 = "x".repeat(10_000_000);

        assertThat(refused("{name}", Map.of("name", long10)).code()).isEqualTo("data-length");
        assertThat(refused("{text}", Map.of("name", "x", "text", long10)).code())
                .isEqualTo("render-size");
    }

    @Test
    void aLoopOverANumberIsRefused() {
        Fault fault = refused("{#for i in count}x{/for}", Map.of("name", "x", "count", 300_000_000));

        assertThat(fault.code()).isEqualTo("data-type");
        assertThat(fault.pointer()).isEqualTo("/count");
    }

    @Test
    void loopsWithinLoopsEndWithTheBudget() {
        List<Object> hundred = new ArrayList<>(Collections.nCopies(100, Map.of()));

        Fault fault = refused(
                "{#for a in list}{#for b in list}{#for c in list}{#for d in list}x{/for}{/for}{/for}{/for}",
                Map.of("name", "x", "list", hundred));

        assertThat(fault.code()).isEqualTo("render-steps");
    }

    @Test
    void includesWithinLoopsEndWithTheBudget() {
        SmallSet set = new SmallSet().html("{#for a in list}{#include _partials/a.html /}{/for}");
        List<Object> many = new ArrayList<>(Collections.nCopies(6000, Map.of()));

        Rendering rendering = RENDERER.render(set.note(), "en", Map.of("name", "x", "list", many));

        assertThat(((Rendering.Refused) rendering).faults().get(0).code()).isEqualTo("render-steps");
    }

    @Test
    void aRenderingEndsWhenItsTimeIsUp() {
        MailRenderer noTime = new MailRenderer(new Limits(Optional.empty(), 1_000_000, 10_000, Duration.ZERO));
        SmallSet set = new SmallSet().body("{#for i in list}x{/for}");

        Rendering rendering = noTime.render(set.note(), "en", Map.of("name", "x", "list", List.of(Map.of(), Map.of())));

        assertThat(((Rendering.Refused) rendering).faults().get(0).code()).isEqualTo("render-time");
    }

    @Test
    void deepNestingIsRefused() {
        List<Object> tree = List.of();
        for (int i = 0; i < 5000; i++) {
            tree = List.of(tree);
        }

        assertThat(refused("x", Map.of("name", "x", "tree", tree)).code()).isEqualTo("data-depth");
    }

    @Test
    void monstrousNumbersAreRefusedBeforeAnybodyCalculatesWithThem() {
        assertThat(refused("{amount.number()}", Map.of("name", "x", "amount", new BigDecimal("1e999999999")))
                        .code())
                .isEqualTo("data-range");
        assertThat(refused("{count}", Map.of("name", "x", "count", BigInteger.TWO.pow(100_000)))
                        .pointer())
                .isEqualTo("/count");
    }

    @Test
    void numbersMoneyAndDatesAreWrittenAsTheLocaleDoes() {
        Map<String, Object> data = Map.of(
                "name", "x", "amount", new BigDecimal("-1234567.5"), "count", 1000, "day", "2026-03-01T23:30:00-02:00");
        TemplateVersion note = new SmallSet()
                .body("{amount.money('EUR')}|{amount.number()}|{count.number()}|{day.date()}|{day.dateTime()}")
                .note();

        assertThat(((Rendering.Rendered) RENDERER.render(note, "en", data))
                        .content()
                        .text())
                .isEqualTo("en -€1,234,567.50|-1,234,567.5|1,000|2 Mar 2026|2 Mar 2026 01:30");
        assertThat(((Rendering.Rendered) RENDERER.render(note, "de", data))
                        .content()
                        .text())
                .isEqualTo("de -1.234.567,50 €|-1.234.567,5|1.000|02.03.2026|02.03.2026 01:30");
    }

    @Test
    void anAmountIsNeverRoundedAndADateNeverGuessed() {
        assertThat(refused("{amount.money('EUR')}", Map.of("name", "x", "amount", new BigDecimal("1.005"))))
                .isEqualTo(new Fault("/amount", "data-format", "an amount in EUR has at most 2 decimals"));
        assertThat(refused("{amount.money('XXX')}", Map.of("name", "x", "amount", 1))
                        .code())
                .isEqualTo("data-format");
        assertThat(refused("{day.date()}", Map.of("name", "x", "day", "2026-02-30"))
                        .pointer())
                .isEqualTo("/day");
    }

    private static Content rendered(String body, Map<String, Object> data) {
        return ((Rendering.Rendered) RENDERER.render(new SmallSet().body(body).note(), "en", data)).content();
    }

    private static Fault refused(String body, Map<String, Object> data) {
        return faults(new SmallSet().body(body).note(), data).get(0);
    }

    private static List<Fault> faults(TemplateVersion version, Map<String, Object> data) {
        return ((Rendering.Refused) RENDERER.render(version, "en", data)).faults();
    }
}
