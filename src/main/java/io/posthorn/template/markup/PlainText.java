package io.posthorn.template.markup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads HTML as text, for those who see no HTML: paragraphs and lists, rows of a table as lines, links with where they
 * lead, images as what stands in {@code alt}; nothing of what is hidden. Lines are wrapped at {@value TextBlocks#WIDTH}
 * characters.
 */
public final class PlainText {

    private static final Set<String> UNREAD = Set.of("head", "style", "title", "script");
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "pre", "hr");
    private static final Set<String> LINES = Set.of(
            "div",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "center",
            "address",
            "dt",
            "dd",
            "body",
            "html",
            "caption",
            "figure",
            "figcaption");

    private final TextBlocks blocks = new TextBlocks();
    /** Names of what is open and hides or is hidden; empty while one is read. */
    private final Deque<String> unread = new ArrayDeque<>();

    private final Deque<String> links = new ArrayDeque<>();
    private int preformatted;

    private PlainText() {}

    /** The text, without space at either end and with one line feed after its last line. */
    public static String of(String html) {
        PlainText text = new PlainText();
        int at = 0;
        while (at < html.length()) {
            int open = html.indexOf('<', at);
            int end = open < 0 ? -1 : Markup.tokenEnd(html, open);
            if (end == open + 1 || end < 0) {
                // A < that is only text, or the rest.
                end = end < 0 ? html.length() : end;
                text.text(html.substring(at, end));
            } else {
                text.text(html.substring(at, open));
                text.token(html.substring(open, end));
            }
            at = end;
        }
        return text.blocks.text();
    }

    private void text(String raw) {
        if (unread.isEmpty() && !raw.isEmpty()) {
            blocks.append(CharacterReferences.decode(raw), preformatted > 0);
        }
    }

    private void token(String token) {
        if (Markup.isStartTag(token)) {
            start(StartTag.parse(token.substring(0, Markup.tagEnd(token, 0))));
        } else if (Markup.isEndTag(token)) {
            end(token.substring(2, StartTag.nameEnd(token, 2)).toLowerCase(Locale.ROOT));
        }
    }

    private void start(StartTag tag) {
        String name = tag.name();
        if (name.equals("style")) {
            return;
        }
        if (!unread.isEmpty()) {
            if (!Nesting.VOID.contains(name)) {
                unread.push(name);
            }
            return;
        }
        Map<String, String> attributes = tag.attributes();
        if (UNREAD.contains(name) || hidden(attributes)) {
            if (!Nesting.VOID.contains(name)) {
                unread.push(name);
            }
            return;
        }
        switch (name) {
            case "br" -> blocks.newLine();
            case "hr" -> blocks.rule();
            case "img" -> blocks.append(attributes.getOrDefault("alt", ""), false);
            case "a" -> {
                links.push(attributes.getOrDefault("href", ""));
                blocks.beginLink();
            }
            case "tr" -> blocks.beginRow();
            case "td", "th" -> blocks.beginCell();
            case "ul" -> blocks.beginList(false);
            case "ol" -> blocks.beginList(true);
            case "li" -> blocks.beginItem();
            default -> boundary(name);
        }
        preformatted += name.equals("pre") ? 1 : 0;
    }

    private void end(String name) {
        if (!unread.isEmpty()) {
            // What was left open within it ends with it.
            if (unread.contains(name)) {
                while (!unread.pop().equals(name)) {
                    continue;
                }
            }
            return;
        }
        switch (name) {
            case "a" -> {
                if (!links.isEmpty()) {
                    blocks.endLink(links.pop());
                }
            }
            case "tr" -> blocks.endRow();
            case "td", "th" -> blocks.endCell();
            case "ul", "ol" -> blocks.endList();
            case "li" -> blocks.endItem();
            default -> boundary(name);
        }
        preformatted -= name.equals("pre") && preformatted > 0 ? 1 : 0;
    }

    private void boundary(String name) {
        if (PARAGRAPHS.contains(name)) {
            blocks.paragraph();
        } else if (LINES.contains(name)) {
            blocks.line();
        }
    }

    private static boolean hidden(Map<String, String> attributes) {
        String style = attributes.get("style");
        return attributes.containsKey("hidden")
                || "true".equals(attributes.get("aria-hidden"))
                || (style != null
                        && style.replace(" ", "").toLowerCase(Locale.ROOT).contains("display:none"));
    }
}
