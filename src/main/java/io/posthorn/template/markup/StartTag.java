package io.posthorn.template.markup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A start tag as it is written.
 *
 * @param text from {@code <} to {@code >}
 * @param name in lower case
 * @param written its attributes in their order
 */
public record StartTag(String text, String name, List<Attribute> written) {

    /**
     * An attribute where it stands.
     *
     * @param name in lower case
     * @param value as written, without the quotes and with its character references; empty if there is none
     * @param start where the value begins in the tag, or where the attribute ends if it has none
     * @param quote the quote around the value, or 0
     */
    public record Attribute(String name, String value, int start, char quote) {}

    /** Reads a tag; whatever the text is, it makes something of it, as browsers do. */
    public static StartTag parse(String text) {
        int nameEnd = nameEnd(text, 1);
        List<Attribute> attributes = new ArrayList<>();
        int at = nameEnd;
        int end = text.endsWith(">") ? text.length() - 1 : text.length();
        while (at < end) {
            char c = text.charAt(at);
            if (space(c) || c == '/') {
                at++;
            } else {
                at = attribute(text, at, end, attributes);
            }
        }
        return new StartTag(text, text.substring(1, nameEnd).toLowerCase(Locale.ROOT), attributes);
    }

    private static int attribute(String text, int from, int end, List<Attribute> attributes) {
        int at = from + 1;
        while (at < end && text.charAt(at) != '=' && text.charAt(at) != '/' && !space(text.charAt(at))) {
            at++;
        }
        String name = text.substring(from, at).toLowerCase(Locale.ROOT);
        int equals = at;
        while (equals < end && space(text.charAt(equals))) {
            equals++;
        }
        if (equals >= end || text.charAt(equals) != '=') {
            attributes.add(new Attribute(name, "", at, '\0'));
            return at;
        }
        int start = equals + 1;
        while (start < end && space(text.charAt(start))) {
            start++;
        }
        char quote = start < end && (text.charAt(start) == '"' || text.charAt(start) == '\'') ? text.charAt(start) : 0;
        if (quote != 0) {
            start++;
        }
        int stop = start;
        while (stop < end && (quote != 0 ? text.charAt(stop) != quote : !space(text.charAt(stop)))) {
            stop++;
        }
        attributes.add(new Attribute(name, text.substring(start, stop), start, quote));
        return quote != 0 && stop < end ? stop + 1 : stop;
    }

    /**
     * The name of the attribute that a value is missing the end of, or an empty string.
     *
     * @param text a tag that is not complete
     */
    static String openAttribute(String text) {
        List<Attribute> attributes = parse(text).written();
        if (attributes.isEmpty()) {
            return "";
        }
        Attribute last = attributes.get(attributes.size() - 1);
        boolean open =
                last.start() + last.value().length() == text.length() && (last.quote() != 0 || text.endsWith("="));
        return open ? last.name() : "";
    }

    /** Decoded values by name; of attributes that are there twice the first counts. */
    public Map<String, String> attributes() {
        Map<String, String> values = new LinkedHashMap<>();
        written.forEach(
                attribute -> values.putIfAbsent(attribute.name(), CharacterReferences.decode(attribute.value())));
        return values;
    }

    /** The first attribute of that name, or null. */
    Attribute attribute(String wanted) {
        for (Attribute attribute : written) {
            if (attribute.name().equals(wanted)) {
                return attribute;
            }
        }
        return null;
    }

    /** The same tag with that value for an attribute, which is added if it is missing. */
    String with(String attribute, String value) {
        Attribute there = attribute(attribute);
        if (there == null) {
            int at = insertionPoint();
            return text.substring(0, at) + ' ' + attribute + "=\"" + value + '"' + text.substring(at);
        }
        int end = there.start() + there.value().length();
        if (there.quote() == '"') {
            return text.substring(0, there.start()) + value + text.substring(end);
        }
        String before = text.substring(0, there.quote() == 0 ? there.start() : there.start() - 1);
        String equals = before.endsWith("=") || before.stripTrailing().endsWith("=") ? "" : "=";
        return before + equals + '"' + value + '"' + text.substring(there.quote() == 0 ? end : end + 1);
    }

    /** The same tag without an attribute. */
    String without(String attribute) {
        Attribute there = attribute(attribute);
        if (there == null) {
            return text;
        }
        int end = there.start() + there.value().length() + (there.quote() == 0 ? 0 : 1);
        int from = text.substring(0, there.start()).toLowerCase(Locale.ROOT).lastIndexOf(attribute);
        return text.substring(0, from).stripTrailing() + text.substring(end);
    }

    private int insertionPoint() {
        int at = text.length() - 1;
        while (at > 1 && (space(text.charAt(at - 1)) || text.charAt(at - 1) == '/')) {
            at--;
        }
        boolean slashOfUnquotedValue = !written.isEmpty()
                && written.get(written.size() - 1).quote() == 0
                && written.get(written.size() - 1).value().endsWith("/");
        return slashOfUnquotedValue ? text.length() - 1 : at;
    }

    /** The position after a tag name that begins there. */
    static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '>' && text.charAt(at) != '/' && !space(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean space(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }
}
