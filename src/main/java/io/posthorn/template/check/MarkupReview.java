package io.posthorn.template.check;

import io.posthorn.template.markup.CssListener;
import io.posthorn.template.markup.Declaration;
import io.posthorn.template.markup.Markup;
import io.posthorn.template.markup.StartTag;
import io.posthorn.template.markup.StylesheetReader;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the HTML of one file of a set as it is written: what readers, their machines and their mail programs stumble over. */
public final class MarkupReview {

    private static final Set<String> LINKS = Set.of("href", "src", "background");

    private final String file;
    private final String text;
    private final Set<String> images;
    private final Consumer<Finding> findings;
    private final Elements elements;

    private MarkupReview(String file, String source, Set<String> images, Consumer<Finding> findings) {
        this.file = file;
        this.text = MaskedSource.of(source);
        this.images = images;
        this.findings = findings;
        this.elements = new Elements(findings);
    }

    /**
     * Reads a file.
     *
     * @param images content ids that can be shown
     * @param whole whether each element must end in this file; one that is included may leave that to another
     */
    public static void review(
            String file, String source, Set<String> images, boolean whole, Consumer<Finding> findings) {
        new MarkupReview(file, source, images, findings).run(whole);
    }

    private void run(boolean whole) {
        int at = text.indexOf('<');
        while (at >= 0) {
            int end = Markup.tokenEnd(text, at);
            if (end < 0) {
                return; // the check of the syntax says so
            }
            token(text.substring(at, end), at);
            at = text.indexOf('<', end);
        }
        if (whole) {
            elements.end();
        }
    }

    private void token(String token, int at) {
        if (token.length() < 2) {
            return;
        }
        Place place = Place.of(file, text, at);
        if (token.charAt(1) == '/') {
            elements.close(token.substring(2, token.length() - 1).strip().toLowerCase(Locale.ROOT), place);
        } else if (Character.isLetter(token.charAt(1))) {
            String tagText = token.substring(0, Markup.tagEnd(token, 0));
            StartTag tag = StartTag.parse(tagText);
            tag(tag, at, place);
            if (tag.name().equals("style")) {
                int close = token.lastIndexOf("</");
                css(token.substring(tagText.length(), Math.max(tagText.length(), close)), at + tagText.length());
            } else {
                elements.open(tag, place);
            }
        }
    }

    private void tag(StartTag tag, int at, Place place) {
        Map<String, String> attributes = tag.attributes();
        if (tag.name().equals("img") && !attributes.containsKey("alt")) {
            findings.accept(Finding.error(
                    "missing-alt",
                    place,
                    "<img> has no alt: with images off nothing is there, and screen readers read the file name",
                    "write alt=\"what it shows\", or alt=\"\" if it only decorates"));
        }
        if (tag.name().equals("html") && attributes.getOrDefault("lang", "").isBlank()) {
            findings.accept(Finding.error(
                    "missing-lang",
                    place,
                    "<html> has no lang: screen readers read it in the wrong language",
                    "write <html lang=\"{mail:locale}\" dir=\"{mail:direction}\">"));
        }
        for (StartTag.Attribute attribute : tag.written()) {
            Place here = Place.of(file, text, at + attribute.start());
            if (LINKS.contains(attribute.name())) {
                LinkReview.review(tag.name(), attribute, here, images, findings);
            } else if (attribute.name().equals("style")) {
                Declaration.parse(attributes.get("style"), new Css(at + attribute.start()));
            }
        }
    }

    private void css(String css, int at) {
        StylesheetReader.check(css, new Css(at));
    }

    private final class Css implements CssListener {

        private final int start;

        Css(int start) {
            this.start = start;
        }

        @Override
        public void complaint(int at, String what) {
            int semicolon = what.indexOf("; ");
            findings.accept(Finding.error(
                    "css-syntax",
                    place(at),
                    semicolon < 0 ? what : what.substring(0, semicolon),
                    semicolon < 0 ? "" : what.substring(semicolon + 2)));
        }

        @Override
        public void declared(int at, Declaration declaration) {
            gap(at, declaration.property(), declaration.value(), declaration.property() + ": " + declaration.value());
        }

        @Override
        public void atRule(int at, String rule) {
            gap(at, rule, " ", rule);
        }

        private void gap(int at, String property, String value, String written) {
            CssSupport.gap(property, value)
                    .ifPresent(gap -> findings.accept(Finding.warning(
                            "css-support",
                            place(at),
                            "“" + written + "” is dropped by " + gap.droppedBy(),
                            "use " + gap.instead() + ", or put it into @media or @supports if it is an extra")));
        }

        private Place place(int at) {
            return Place.of(file, text, start + at);
        }
    }
}
