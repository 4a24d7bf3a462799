package io.posthorn.template.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads selectors. One that depends on more than what precedes an element, such as {@code :hover} or
 * {@code :last-child}, or that is aimed at what a mail program adds itself, gives nothing: its rule stays in
 * {@code <style>}.
 */
final class SelectorReader {

    private static final Pattern NAME = Pattern.compile("(?:[A-Za-z0-9_\\-\\u0080-\\uffff]|\\\\.)+");
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "\\[\\s*([A-Za-z0-9_-]+)\\s*(?:([~|^$*]?=)\\s*(\"[^\"]*\"|'[^']*'|[^\\s\\]]+)\\s*([iIsS])?\\s*)?]");
    private static final Pattern NTH = Pattern.compile("([+-]?\\d*)n(?:([+-])(\\d+))?");
    private static final Pattern OF_A_PROGRAM = Pattern.compile(
            "\\[\\s*data-ogs|\\[\\s*data-outlook|\\.ExternalClass|\\.ReadMsgBody|#outlook|#MessageView|#MessageWebView"
                    + "|\\.moz-text|\\.yshortcuts|\\bu\\s*\\+");
    private static final Set<String> ROOT = Set.of("html", "head");

    private final String text;
    private int at;

    private SelectorReader(String text) {
        this.text = text;
    }

    /** The selector, or empty if it is none that can be decided early. */
    static Optional<Selector> read(String text) {
        if (OF_A_PROGRAM.matcher(text).find()) {
            return Optional.empty();
        }
        try {
            Selector selector = new SelectorReader(text).selector();
            Compound last = selector.compounds().get(selector.compounds().size() - 1);
            boolean root = last.tag() != null && ROOT.contains(last.tag());
            return root ? Optional.empty() : Optional.of(selector);
        } catch (UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private Selector selector() {
        List<Compound> compounds = new ArrayList<>();
        List<Character> combinators = new ArrayList<>();
        compounds.add(compound());
        while (at < text.length()) {
            int from = at;
            skipSpace();
            char c = at < text.length() ? text.charAt(at) : ' ';
            boolean sign = c == '>' || c == '+' || c == '~';
            if (sign) {
                at++;
                skipSpace();
            }
            if (at == from || at >= text.length()) {
                throw new UnsupportedOperationException(text);
            }
            combinators.add(sign ? c : ' ');
            compounds.add(compound());
        }
        return new Selector(text, compounds, combinators);
    }

    private Compound compound() {
        String tag = null;
        String id = null;
        List<String> classes = new ArrayList<>();
        List<Compound.AttributeTest> attributes = new ArrayList<>();
        List<List<Compound>> exceptions = new ArrayList<>();
        Compound.ChildPosition position = null;
        int from = at;
        if (at < text.length() && text.charAt(at) == '*') {
            at++;
        } else if (at < text.length()
                && NAME.matcher(text).region(at, text.length()).lookingAt()) {
            tag = name().toLowerCase(Locale.ROOT);
        }
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '.') {
                at++;
                classes.add(name());
            } else if (c == '#' && id == null) {
                at++;
                id = name();
            } else if (c == '[') {
                attributes.add(attribute());
            } else if (text.startsWith(":not(", at)) {
                exceptions.add(not());
            } else if (text.startsWith(":first-child", at) && position == null) {
                at += ":first-child".length();
                position = new Compound.ChildPosition(0, 1);
            } else if (text.startsWith(":nth-child(", at) && position == null) {
                position = nth(argument(":nth-child("));
            } else {
                break;
            }
        }
        boolean nothing = at == from;
        boolean more = at < text.length() && !StartTag.space(text.charAt(at)) && ">+~".indexOf(text.charAt(at)) < 0;
        if (nothing || more) {
            throw new UnsupportedOperationException(text);
        }
        return new Compound(tag, id, classes, attributes, exceptions, position);
    }

    private List<Compound> not() {
        List<Compound> exceptions = new ArrayList<>();
        for (String one : argument(":not(").split(",")) {
            SelectorReader reader = new SelectorReader(one.strip());
            exceptions.add(reader.compound());
            if (reader.at < reader.text.length()) {
                throw new UnsupportedOperationException(text);
            }
        }
        return exceptions;
    }

    private String argument(String function) {
        int end = text.indexOf(')', at);
        if (end < 0) {
            throw new UnsupportedOperationException(text);
        }
        String argument = text.substring(at + function.length(), end);
        at = end + 1;
        return argument.strip();
    }

    private static Compound.ChildPosition nth(String argument) {
        String plain = argument.toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
        if (plain.equals("odd")) {
            return new Compound.ChildPosition(2, 1);
        }
        if (plain.equals("even")) {
            return new Compound.ChildPosition(2, 0);
        }
        if (plain.matches("\\+?\\d{1,6}")) {
            return new Compound.ChildPosition(0, Integer.parseInt(plain));
        }
        Matcher matcher = NTH.matcher(plain);
        if (!matcher.matches() || plain.length() > 12) {
            throw new UnsupportedOperationException(argument);
        }
        String step = matcher.group(1);
        int a = step.isEmpty() || step.equals("+") ? 1 : step.equals("-") ? -1 : Integer.parseInt(step);
        int b = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(2) + matcher.group(3));
        return new Compound.ChildPosition(a, b);
    }

    private Compound.AttributeTest attribute() {
        Matcher matcher = ATTRIBUTE.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw new UnsupportedOperationException(text);
        }
        at = matcher.end();
        String value = matcher.group(3) == null ? "" : matcher.group(3);
        boolean quoted = value.startsWith("\"") || value.startsWith("'");
        return new Compound.AttributeTest(
                matcher.group(1).toLowerCase(Locale.ROOT),
                matcher.group(2) == null ? "" : matcher.group(2),
                quoted ? value.substring(1, value.length() - 1) : value,
                "i".equalsIgnoreCase(matcher.group(4)));
    }

    private String name() {
        Matcher matcher = NAME.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw new UnsupportedOperationException(text);
        }
        at = matcher.end();
        return matcher.group().replaceAll("\\\\(.)", "$1");
    }

    private void skipSpace() {
        while (at < text.length() && StartTag.space(text.charAt(at))) {
            at++;
        }
    }
}
