package io.posthorn.template.markup;

import java.util.List;
import java.util.Locale;

/**
 * A compound selector: what one element must be (Selectors Level 4, the part that can be decided when its start tag is
 * read).
 *
 * @param tag its name in lower case, or null for any
 * @param id its id, or null for any
 * @param classes all of which it has
 * @param attributes what its attributes must be
 * @param exceptions what it must not be: for each {@code :not()} its arguments
 * @param position which child it must be: {@code :nth-child()}; or null
 */
record Compound(
        String tag,
        String id,
        List<String> classes,
        List<AttributeTest> attributes,
        List<List<Compound>> exceptions,
        ChildPosition position) {

    /** Such as {@code [align=right]}. */
    record AttributeTest(String name, String operator, String value, boolean ignoreCase) {

        boolean matches(Element element) {
            String actual = element.attribute(name);
            if (actual == null) {
                return false;
            }
            String a = ignoreCase ? actual.toLowerCase(Locale.ROOT) : actual;
            String v = ignoreCase ? value.toLowerCase(Locale.ROOT) : value;
            return switch (operator) {
                case "" -> true;
                case "=" -> a.equals(v);
                case "~=" -> !v.isEmpty() && List.of(a.split("\\s+")).contains(v);
                case "|=" -> a.equals(v) || a.startsWith(v + '-');
                case "^=" -> !v.isEmpty() && a.startsWith(v);
                case "$=" -> !v.isEmpty() && a.endsWith(v);
                case "*=" -> !v.isEmpty() && a.contains(v);
                default -> false;
            };
        }
    }

    /** Child number {@code step}·n + {@code offset} for some n from 0. */
    record ChildPosition(int step, int offset) {

        boolean matches(int index) {
            int beyond = index - offset;
            return step == 0 ? beyond == 0 : beyond % step == 0 && beyond / step >= 0;
        }
    }

    boolean matches(Element element) {
        if (tag != null && !tag.equals(element.name())) {
            return false;
        }
        if (id != null && !id.equals(element.attribute("id"))) {
            return false;
        }
        for (String one : classes) {
            if (!element.classes().contains(one)) {
                return false;
            }
        }
        for (AttributeTest test : attributes) {
            if (!test.matches(element)) {
                return false;
            }
        }
        for (List<Compound> exception : exceptions) {
            if (exception.stream().anyMatch(one -> one.matches(element))) {
                return false;
            }
        }
        return position == null || position.matches(element.index());
    }

    /** Ids, then classes and the like, then names, each in a decimal place of its own. */
    int specificity() {
        int own = (id == null ? 0 : 1_000_000)
                + (classes.size() + attributes.size() + (position == null ? 0 : 1)) * 1000
                + (tag == null ? 0 : 1);
        return own + exceptions.stream().mapToInt(Compound::mostSpecific).sum();
    }

    private static int mostSpecific(List<Compound> alternatives) {
        return alternatives.stream().mapToInt(Compound::specificity).max().orElse(0);
    }
}
