package io.posthorn.template.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InlinerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                p { color: red }                    | <p>x</p>                       | <p style="color:red">x</p>
                P { COLOR: Red }                    | <P CLASS=a>x</P>               | <P CLASS=a style="color:Red">x</P>
                .a { color: red }                   | <p class='b a'>x</p>           | <p class='b a' style="color:red">x</p>
                #i { color: red }                   | <p id="i">x</p>                | <p id="i" style="color:red">x</p>
                p.a#i { color: red }                | <p id="i">x</p>                | <p id="i">x</p>
                [align=right] { color: red }        | <td align="right">x</td>       | <td align="right" style="color:red">x</td>
                a[href^='http'] { color: red }      | <a href=https://e.org/>x</a>   | <a href=https://e.org/ style="color:red">x</a>
                td p { color: red }                 | <td><b><p>x</p></b></td>       | <td><b><p style="color:red">x</p></b></td>
                td > p { color: red }               | <td><b><p>x</p></b></td>       | <td><b><p>x</p></b></td>
                td>p { color: red }                 | <td><p>x</p></td>              | <td><p style="color:red">x</p></td>
                p + p { color: red }                | <p>x</p><p>y</p>               | <p>x</p><p style="color:red">y</p>
                h1 ~ p { color: red }               | <h1>x</h1><b>y</b><p>z</p>     | <h1>x</h1><b>y</b><p style="color:red">z</p>
                li:first-child { color: red }       | <ul><li>x</li><li>y</li></ul>  | <ul><li style="color:red">x</li><li>y</li></ul>
                li:nth-child(even) { color: red }   | <ul><li>x</li><li>y</li></ul>  | <ul><li>x</li><li style="color:red">y</li></ul>
                li:nth-child(-n+1) { color: red }   | <ul><li>x</li><li>y</li></ul>  | <ul><li style="color:red">x</li><li>y</li></ul>
                p:not(.a) { color: red }            | <p>x</p><p class=a>y</p>       | <p style="color:red">x</p><p class=a>y</p>
                * { color: red }                    | <b>x</b>                       | <b style="color:red">x</b>
                a, b { color: red }                 | <b>x</b>                       | <b style="color:red">x</b>
                table > tr { color: red }           | <table><tr><td>x</table>       | <table><tr><td>x</table>
                td + td { color: red }              | <tr><td>x<td>y</tr>            | <tr><td>x<td style="color:red">y</tr>
                br { clear: both }                  | x<br/>y                        | x<br style="clear:both"/>y
                img { border: 0 }                   | <img src=x/>                   | <img src=x/ style="border:0">
                p { font: 1px "A B" }               | <p>x</p>                       | <p style="font:1px 'A B'">x</p>
                p { content: "it's & <b>" }         | <p>x</p>                       | <p style="content:&quot;it's &amp; &lt;b&gt;&quot;">x</p>
                p { background: url(x?a=1;b) }      | <p>x</p>                       | <p style="background:url(x?a=1;b)">x</p>
                p { /* { */ color: /* } */ red; }   | <p>x</p>                       | <p style="color:red">x</p>
                """)
    void aRuleIsWrittenIntoWhatItMatches(String css, String html, String expected) {
        assertThat(inlined(css, html)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                p { color: red } p { color: blue }                     | <p>                      | color:blue
                .a { color: red } p { color: blue }                    | <p class=a>              | color:red
                #i { color: red } .a.b.c { color: blue }               | <p id=i class="a b c">   | color:red
                p.a { color: red } .a { color: blue }                  | <p class=a>              | color:red
                :not(.b) { color: red } p { color: blue }              | <p>                      | color:red
                p { color: red !important } .a { color: blue }         | <p class=a>              | color:red
                p { color: red }                                       | <p style="color: blue">  | color:blue
                p { color: red !important }                            | <p style="color: blue">  | color:red
                p { color: red !important }                            | <p style="color: blue!important">  | color:blue
                p { margin-top: 1px } .a { margin: 0 }                 | <p class=a>              | margin:0
                .a { margin-top: 1px } p { margin: 0 }                 | <p class=a>              | margin:0;margin-top:1px
                p { border-radius: 1px } .a { border: 0 }              | <p class=a>              | border-radius:1px;border:0
                p { color: red } .a { color: var(--a) }                | <p class=a>              | color:red;color:var(--a)
                p { background: red; background: linear-gradient(x) }  | <p>                      | background:red;background:linear-gradient(x)
                p { color: red; margin: 0 } .a { color: blue }         | <p class=a>              | margin:0;color:blue
                p { padding: 1px }                                     | <p style="color:&quot;&amp;&#34;">  | padding:1px;color:'&amp;'
                """)
    void theCascadeDecides(String css, String tag, String style) {
        assertThat(inlined(css, tag)).contains("style=\"" + style + "\"");
    }

    @Test
    void whatCannotBeDecidedEarlyStaysAndStillHasItsEffect() {
        String html = new Inliner(false).inlined("""
                <style type="text/css">
                @import url(x.css);
                a { color: red; padding: 0 }
                a:hover, td { color: blue }
                tr:last-child td { padding: 1px !important }
                @media (max-width: 599px) { .a, a { color: green; width: 1px !important } }
                @font-face { font-family: X; src: url(x) }
                [data-ogsc] a { color: white }
                :root { color-scheme: light dark }
                </style><a>x</a><td>y</td>""");

        assertThat(html).isEqualTo("""
                <style type="text/css">
                @import url(x.css);
                a:hover { color: blue !important; }
                tr:last-child td { padding: 1px !important; }
                @media (max-width: 599px) {
                .a, a { color: green !important; width: 1px !important; }
                }
                @font-face { font-family: X; src: url(x) }
                [data-ogsc] a { color: white !important; }
                :root { color-scheme: light dark !important; }
                </style><a style="color:red;padding:0">x</a><td style="color:blue">y</td>""");
    }

    @Test
    void anImportantRuleStaysSoWhereSomethingInStyleWouldBeatIt() {
        String css = "p { color: red !important; margin: 0 !important } p:hover { color: blue }";

        assertThat(new Inliner(false).inlined("<style>" + css + "</style><p>"))
                .endsWith("<p style=\"color:red!important;margin:0\">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style data-embed>p{color:red}</style><p>x",
                "<style media=\"print\">p{color:red}</style><p>x",
                "<!-- <style>p{color:red}</style> --><p>x",
                "<!--[if mso]><style>p{color:red}</style><![endif]--><p>x",
                "<p style='a:b' class=\"x\" >1 < 2 & 3 > 2</p><br />",
                "<P\n title = 'a>b' hidden>x</P  >",
                "<!DOCTYPE html><?xml x?></p><p",
                "<style>p{color:red}",
            })
    void everythingElseStaysAsItIs(String html) {
        assertThat(new Inliner(false).inlined(html)).isEqualTo(html.replace(" data-embed", ""));
    }

    @Test
    void aStyleThatIsWrittenIntoElementsAsAWholeIsGone() {
        assertThat(new Inliner(false).inlined("<head><style>p{color:red}</style></head><p>x"))
                .isEqualTo("<head></head><p style=\"color:red\">x");
    }

    @Test
    void rulesOfSeveralStylesAddUp() {
        assertThat(new Inliner(false).inlined("<style>p{color:red}</style><style>p{margin:0}p{color:blue}</style><p>"))
                .isEqualTo("<p style=\"margin:0;color:blue\">");
    }

    @Test
    void startAndEndAreWrittenAsTheSideTheyAreOn() {
        String html = "<style>p { text-align: start; padding-inline-start: 1px; margin-inline: 2px 3px;"
                + " border-inline-end: 0; border-start-end-radius: 4px }"
                + "@media print { p { float: inline-end } }</style>"
                + "<p>x</p><div dir=ltr><p>y</p></div><b style='text-align:end'>z</b>";

        assertThat(new Inliner(true).inlined(html)).isEqualTo("""
                <style>
                @media print {
                p { float: left !important; }
                }
                </style><p style="text-align:right;padding-right:1px;margin-right:2px;margin-left:3px;\
                border-left:0;border-top-left-radius:4px">x</p>\
                <div dir=ltr><p style="text-align:left;padding-left:1px;margin-left:2px;margin-right:3px;\
                border-right:0;border-top-right-radius:4px">y</p></div><b style="text-align:left">z</b>""");
    }

    @Test
    void dataWithinATagComeOutWhereTheyWentIn() {
        Inliner inliner = new Inliner(false);
        List<String> parts =
                List.of("<style>.a-b{color:red}[lang]{margin:0}</style><td title=\"", "1", "", "2", "\" class=\"a-");
        for (String kind : new String[] {"b", "c", "b"}) {
            StringBuilder out = new StringBuilder();
            InlinerRun run = inliner.run(out::append);
            parts.forEach(run);
            run.accept(kind);
            List.of(" x\" lang='", "de", "'>", "y", "<i title=\"", "z", "\">").forEach(run);
            run.end();

            assertThat(out)
                    .hasToString("<td title=\"12\" class=\"a-" + kind + " x\" lang='de' style=\""
                            + (kind.equals("b") ? "color:red;margin:0" : "margin:0") + "\">y<i title=\"z\">");
        }
    }

    @Test
    void whatIsRememberedIsNotMixedUpBetweenPlaces() {
        Inliner inliner = new Inliner(false);
        String row = "<p>x</p>";
        for (int round = 0; round < 2; round++) {
            StringBuilder out = new StringBuilder();
            InlinerRun run = inliner.run(out::append);
            List.of("<style>div p{color:red}</style>", row, "<div>", row, row, "</div>", row)
                    .forEach(run);
            run.end();

            assertThat(out)
                    .hasToString("<p>x</p><div><p style=\"color:red\">x</p><p style=\"color:red\">x</p></div><p>x</p>");
        }
    }

    @Test
    void dataThatComeInEverNewWaysFillNoMemory() {
        Inliner inliner = new Inliner(false);
        String head = "<style>.a{color:red}[lang]{margin:0}</style><p class=\"a ";
        for (int i = 0; i < 50_000; i++) {
            int[] length = {0};
            InlinerRun run = inliner.run(part -> length[0] += part.length());
            String name = "a x" + i;
            List.of(head, name, "\" lang=\"", name, "\"><i>", "x", "</i></p>").forEach(run);
            run.end();
            assertThat(length[0])
                    .isEqualTo(("<p class=\"a \" lang=\"\" style=\"color:red;margin:0\"><i>x</i></p>".length()
                            + 2 * name.length()));
        }
        assertThat(inliner.remembered()).isLessThan(10_000);
    }

    private static String inlined(String css, String html) {
        String whole = new Inliner(false).inlined("<style>" + css + "</style>" + html);
        assertThat(whole).doesNotContain("<style");
        return whole;
    }
}
