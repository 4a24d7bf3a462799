package io.posthorn.template.markup;

import java.util.Objects;

/**
 * An open element, and what is known of its children so far.
 *
 * @param outer the frame around it, as it is once this one is closed; null for the document
 * @param element null for the document
 * @param children how many there were; 0 if nothing depends on it
 * @param last the last of them; null if there was none or nothing depends on it
 */
record Frame(Frame outer, Element element, int children, Element last) {

    static final Frame DOCUMENT = new Frame(null, null, 0, null);

    String name() {
        return element == null ? "" : element.name();
    }

    boolean rightToLeft(boolean document) {
        return element == null ? document : element.rightToLeft();
    }

    // By identity: all frames and elements that are compared come from one table.
    @Override
    public boolean equals(Object other) {
        return other instanceof Frame that
                && outer == that.outer
                && element == that.element
                && children == that.children
                && last == that.last;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                System.identityHashCode(outer),
                System.identityHashCode(element),
                children,
                System.identityHashCode(last));
    }
}
