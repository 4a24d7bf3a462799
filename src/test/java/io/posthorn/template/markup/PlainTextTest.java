package io.posthorn.template.markup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void paragraphsStandApartAndLinesEndWhereHtmlEndsThem() {
        assertThat(PlainText.of("<h1>Thank you</h1><p>One <b>two</b>\n three<br>four</p><div>five</div>"))
                .isEqualTo("Thank you\n\nOne two three\nfour\n\nfive\n");
    }

    @Test
    void aLinkSaysWhereItLeadsUnlessItIsItsOwnText() {
        String text = PlainText.of(
                "<p><a href=\"https://e.org/a?b=1&amp;c=2\">Look</a> <a href=\"https://e.org/\">https://e.org/</a></p>");

        assertThat(text).contains("Look").contains("https://e.org/a?b=1&c=2").containsOnlyOnce("https://e.org/\n");
    }

    @Test
    void itemsAreMarkedAndImagesAreWhatStandsForThem() {
        String text = PlainText.of("<ul><li>tea</li><li>cake</li></ul><img src=x alt=\"A cup\"><img src=y alt=\"\">");

        assertThat(text.lines().filter(line -> !line.isBlank()).map(String::strip))
                .hasSize(3)
                .anyMatch(line -> line.endsWith("tea") && line.length() > 3)
                .anyMatch(line -> line.endsWith("cake") && line.length() > 4)
                .anyMatch(line -> line.contains("A cup"));
    }

    @Test
    void whatIsHiddenOrNoTextIsNotRead() {
        assertThat(PlainText.of("<head><title>no</title><style>p{}</style></head><p style=\"display:none\">no</p>"
                        + "<p hidden>no</p><p aria-hidden=\"true\">no</p><p>yes</p>"))
                .isEqualTo("yes\n");
    }

    @Test
    void referencesAreCharacters() {
        assertThat(PlainText.of("<p>a &lt; b &amp; c&nbsp;&#8364; &#x20AC;</p>"))
                .contains("a < b & c")
                .contains("€ €");
    }

    @Test
    void aRowOfATableIsALine() {
        assertThat(PlainText.of("<table><tr><td>Tea</td><td>4.50</td></tr><tr><td>Cake</td><td>3.20</td></tr></table>")
                        .lines()
                        .filter(line -> !line.isBlank()))
                .hasSize(2)
                .allMatch(line -> line.matches("(Tea|Cake)\\s.*\\d\\.\\d0"));
    }

    @Test
    void longLinesAreWrappedBetweenWords() {
        String text = PlainText.of("<p>" + "wordy ".repeat(60) + "</p>");

        assertThat(text.lines())
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.length() <= TextBlocks.WIDTH && line.matches("wordy( wordy)*"));
    }

    @Test
    void aStyleEndsWhereItEndsWhateverStandsBeforeIt() {
        String capitals = "\u0130".repeat(16);

        assertThat(PlainText.of("<p>" + capitals + "</p><style>a{}</STYLE ><p>hello</p><p>x"))
                .isEqualTo(capitals + "\n\nhello\n\nx\n");
    }
}
