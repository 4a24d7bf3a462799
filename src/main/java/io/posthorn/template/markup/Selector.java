package io.posthorn.template.markup;

import java.util.List;

/**
 * A complex selector that can be decided when a start tag is read: compounds, and how each stands to the one before it.
 *
 * @param text as written
 * @param compounds the last one is about the element itself
 * @param combinators before each compound but the first: space, {@code >}, {@code +} or {@code ~}
 */
record Selector(String text, List<Compound> compounds, List<Character> combinators) {

    boolean matches(Element element) {
        return matches(element, compounds.size() - 1);
    }

    private boolean matches(Element element, int last) {
        if (!compounds.get(last).matches(element)) {
            return false;
        }
        if (last == 0) {
            return true;
        }
        switch (combinators.get(last - 1)) {
            case '>' -> {
                return element.parent() != null && matches(element.parent(), last - 1);
            }
            case '+' -> {
                return element.previous() != null && matches(element.previous(), last - 1);
            }
            case '~' -> {
                for (Element e = element.previous(); e != null; e = e.previous()) {
                    if (matches(e, last - 1)) {
                        return true;
                    }
                }
                return false;
            }
            default -> {
                for (Element e = element.parent(); e != null; e = e.parent()) {
                    if (matches(e, last - 1)) {
                        return true;
                    }
                }
                return false;
            }
        }
    }

    int specificity() {
        return compounds.stream().mapToInt(Compound::specificity).sum();
    }

    /** Whether it depends on the siblings before an element. */
    boolean looksAtSiblings() {
        return combinators.contains('+') || combinators.contains('~');
    }

    /** Whether it depends on which child an element is. */
    boolean counts() {
        return compounds.stream().anyMatch(Selector::counts);
    }

    private static boolean counts(Compound compound) {
        return compound.position() != null
                || compound.exceptions().stream().flatMap(List::stream).anyMatch(Selector::counts);
    }
}
