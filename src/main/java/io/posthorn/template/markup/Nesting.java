package io.posthorn.template.markup;

import java.util.Map;
import java.util.Set;

/** Which elements end where another begins, as HTML has it. */
public final class Nesting {

    /** Elements without content and end tag. */
    public static final Set<String> VOID = Set.of(
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
            "wbr");

    /** What ends a paragraph that is open. */
    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "center",
            "details",
            "dir",
            "div",
            "dl",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "ul");

    private static final Map<String, Set<String>> CLOSED_BY = Map.of(
            "p", BLOCKS,
            "li", Set.of("li"),
            "dt", Set.of("dt", "dd"),
            "dd", Set.of("dt", "dd"),
            "td", Set.of("td", "th", "tr", "tbody", "thead", "tfoot"),
            "th", Set.of("td", "th", "tr", "tbody", "thead", "tfoot"),
            "tr", Set.of("tr", "tbody", "thead", "tfoot"),
            "thead", Set.of("tbody", "tfoot"),
            "tbody", Set.of("tbody", "tfoot", "thead"),
            "option", Set.of("option"));

    private Nesting() {}

    /** Whether a start tag of that name ends the open element. */
    static boolean closes(String starting, String open) {
        return CLOSED_BY.getOrDefault(open, Set.of()).contains(starting);
    }
}
