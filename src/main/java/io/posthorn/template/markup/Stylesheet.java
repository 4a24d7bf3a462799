package io.posthorn.template.markup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules that are written into the elements they match, and the text of those that are not. Immutable.
 *
 * <p>What is written into an element beats whatever stays in {@code <style>}. So that {@code :hover}, dark mode and narrow
 * screens still have their effect, what stays is made {@code !important}.
 */
final class Stylesheet {

    static final Stylesheet EMPTY = new Stylesheet(List.of(), Set.of());

    /** A rule: the selectors that can be decided early, and what it declares. */
    record Rule(List<Selector> selectors, List<Declaration> declarations) {}

    private final List<Rule> rules;
    private final Set<String> keptProperties;
    private final Set<String> classes = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> attributes = new HashSet<>();
    private final boolean looksAtSiblings;
    private final boolean counts;

    /**
     * @param rules in the order of the text
     * @param keptProperties what the rules that stay in {@code <style>} declare
     */
    Stylesheet(List<Rule> rules, Set<String> keptProperties) {
        this.rules = rules;
        this.keptProperties = keptProperties;
        List<Selector> selectors =
                rules.stream().flatMap(rule -> rule.selectors().stream()).toList();
        selectors.forEach(selector -> selector.compounds().forEach(this::note));
        this.looksAtSiblings = selectors.stream().anyMatch(Selector::looksAtSiblings);
        this.counts = selectors.stream().anyMatch(Selector::counts);
    }

    private void note(Compound compound) {
        classes.addAll(compound.classes());
        if (compound.id() != null) {
            ids.add(compound.id());
        }
        compound.attributes().forEach(test -> attributes.add(test.name()));
        compound.exceptions().forEach(exception -> exception.forEach(this::note));
    }

    /** These rules, and then those. */
    Stylesheet and(Stylesheet later) {
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(later.rules);
        Set<String> kept = new HashSet<>(keptProperties);
        kept.addAll(later.keptProperties);
        return new Stylesheet(all, kept);
    }

    List<Rule> rules() {
        return rules;
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    boolean looksAtSiblings() {
        return looksAtSiblings;
    }

    boolean counts() {
        return counts;
    }

    /** Whether a rule that stays in {@code <style>} declares that property, or one that it is part of, or the reverse. */
    boolean keeps(String property) {
        for (String kept : keptProperties) {
            if (kept.equals(property) || kept.startsWith(property + '-') || property.startsWith(kept + '-')) {
                return true;
            }
        }
        return false;
    }

    /** Whether some rule asks for that attribute, beside class and id. */
    boolean asksFor(String attribute) {
        return attributes.contains(attribute);
    }

    /** Whether a text in the value of {@code class} or {@code id} may be part of a name that some rule asks for. */
    boolean names(String attribute, String text) {
        return (attribute.equals("class") && partOf(classes, text)) || (attribute.equals("id") && partOf(ids, text));
    }

    private static boolean partOf(Set<String> names, String text) {
        for (String word : text.strip().split("\\s+")) {
            if (names.stream().anyMatch(name -> name.contains(word))) {
                return true;
            }
        }
        return false;
    }
}
