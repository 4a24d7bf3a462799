package io.posthorn.template.markup;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An element as selectors see it. Two that are made of the same parts are equal; parents and siblings are compared by
 * identity, so that comparing costs the same however deep a document is.
 */
final class Element {

    private final Element parent;
    private final Element previous;
    private final int index;
    private final String name;
    private final Map<String, String> attributes;
    private final Set<String> classes;
    private final boolean rightToLeft;
    private final int hash;

    /**
     * @param parent or null for the outermost
     * @param previous the sibling before it; null if there is none or nothing depends on it
     * @param index among its siblings, counted from 1; 0 if nothing depends on it
     * @param tag name and attributes
     * @param rightToLeft the direction that its surroundings have
     * @param sheet the rules so far; attributes that none of them asks for are left out
     */
    Element(Element parent, Element previous, int index, StartTag tag, boolean rightToLeft, Stylesheet sheet) {
        this.parent = parent;
        this.previous = previous;
        this.index = index;
        this.name = tag.name();
        this.attributes = relevant(tag.attributes(), sheet);
        this.classes = words(attributes.getOrDefault("class", ""));
        String direction = tag.attributes().getOrDefault("dir", "");
        this.rightToLeft = direction.equalsIgnoreCase("rtl") || (rightToLeft && !direction.equalsIgnoreCase("ltr"));
        this.hash = Objects.hash(
                System.identityHashCode(parent), System.identityHashCode(previous), index, name, attributes);
    }

    /** As long as there are no rules, there may be some to come that ask for any attribute. */
    private static Map<String, String> relevant(Map<String, String> attributes, Stylesheet sheet) {
        if (!sheet.isEmpty()) {
            attributes.keySet().removeIf(name -> !name.equals("class") && !name.equals("id") && !sheet.asksFor(name));
        }
        return attributes;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split("[ \\t\\n\\f\\r]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    Element parent() {
        return parent;
    }

    Element previous() {
        return previous;
    }

    int index() {
        return index;
    }

    String name() {
        return name;
    }

    Set<String> classes() {
        return classes;
    }

    /** The value of an attribute, or null if it has none or no rule asks for it. */
    String attribute(String attribute) {
        return attributes.get(attribute);
    }

    boolean rightToLeft() {
        return rightToLeft;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Element that
                && parent == that.parent
                && previous == that.previous
                && index == that.index
                && rightToLeft == that.rightToLeft
                && name.equals(that.name)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
