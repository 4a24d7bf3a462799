package io.posthorn.template.markup;

import java.util.Locale;

/** Reads one text from one state on: tag by tag, as an HTML5 parser would, and writes styles into the start tags. */
final class InlinerReading {

    private static final int INCOMPLETE = -1;

    private final Inliner inliner;
    private final StringBuilder out = new StringBuilder();
    private final String before;
    private Frame frame;
    private Stylesheet sheet;

    InlinerReading(Inliner inliner, InlinerState from) {
        this.inliner = inliner;
        this.before = from.pending();
        this.frame = from.frame();
        this.sheet = from.sheet();
    }

    InlinerState.Step read(String part) {
        String text = before + part;
        int at = 0;
        String pending = "";
        while (at < text.length()) {
            int open = text.indexOf('<', at);
            if (open < 0) {
                open = text.length();
            }
            out.append(text, at, open);
            int end = open == text.length() ? open : Markup.tokenEnd(text, open);
            if (end == INCOMPLETE) {
                pending = text.substring(open);
                break;
            }
            token(text.substring(open, end));
            at = end;
        }
        String written = out.toString();
        InlinerState next = inliner.same(new InlinerState(frame, sheet, pending));
        return new InlinerState.Step(part, written, written.indexOf(Inliner.HOLE) >= 0, next);
    }

    private void token(String token) {
        if (Markup.isStartTag(token)) {
            startTag(token);
        } else {
            if (Markup.isEndTag(token)) {
                endTag(token.substring(2, StartTag.nameEnd(token, 2)).toLowerCase(Locale.ROOT));
            }
            out.append(token);
        }
    }

    private void startTag(String token) {
        int tagEnd = Markup.tagEnd(token, 0);
        StartTag tag = StartTag.parse(token.substring(0, tagEnd));
        while (Nesting.closes(tag.name(), frame.name())) {
            frame = frame.outer();
        }
        if (tag.name().equals("tr") && frame.name().equals("table")) {
            open(StartTag.parse("<tbody>"));
        }
        Element element = open(tag);
        if (tag.name().equals("style")) {
            frame = frame.outer();
            style(tag, token, tagEnd);
            return;
        }
        out.append(styled(tag, element));
        out.append(token, tagEnd, token.length());
        if (Nesting.VOID.contains(tag.name())) {
            frame = frame.outer();
        }
    }

    private Element open(StartTag tag) {
        boolean order = sheet.looksAtSiblings();
        int number = frame.children() + 1;
        Element element = inliner.same(new Element(
                frame.element(),
                order ? frame.last() : null,
                sheet.counts() ? number : 0,
                tag,
                frame.rightToLeft(inliner.rightToLeft()),
                sheet));
        Frame outer = order || sheet.counts()
                ? inliner.same(new Frame(frame.outer(), frame.element(), number, order ? element : null))
                : frame;
        frame = inliner.same(new Frame(outer, element, 0, null));
        return element;
    }

    private void endTag(String name) {
        for (Frame at = frame; at.element() != null; at = at.outer()) {
            if (at.name().equals(name)) {
                frame = at.outer();
                return;
            }
        }
    }

    private String styled(StartTag tag, Element element) {
        StartTag.Attribute own = tag.attribute("style");
        if (sheet.isEmpty() && own == null) {
            return tag.text();
        }
        String style = ElementStyle.of(sheet, element, own == null ? "" : CharacterReferences.decode(own.value()));
        return style == null ? tag.text() : tag.with("style", style);
    }

    /** Rules go into the elements, the rest stays; a {@code data-embed} keeps all of it as it is. */
    private void style(StartTag tag, String token, int tagEnd) {
        int close = token.lastIndexOf("</");
        String css = token.substring(tagEnd, close);
        String media = tag.attributes().getOrDefault("media", "all").strip().toLowerCase(Locale.ROOT);
        boolean everywhere = media.isEmpty() || media.equals("all") || media.equals("screen");
        if (tag.attribute("data-embed") != null || !everywhere) {
            out.append(tag.without("data-embed")).append(css).append(token, close, token.length());
            return;
        }
        StylesheetReader.Result result = StylesheetReader.read(css, inliner.rightToLeft());
        sheet = inliner.with(sheet, css, result.rules());
        if (!result.kept().isBlank()) {
            out.append(tag.text()).append('\n').append(result.kept()).append(token, close, token.length());
        }
    }
}
