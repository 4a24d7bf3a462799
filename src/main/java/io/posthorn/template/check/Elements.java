package io.posthorn.template.check;

import io.posthorn.template.markup.Nesting;
import io.posthorn.template.markup.StartTag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Consumer;

/** Which elements of a file are open. Mail programs mend broken nesting each in its own way. */
final class Elements {

    private static final Set<String> END_MAY_BE_LEFT_OUT = Set.of(
            "p",
            "li",
            "dt",
            "dd",
            "tr",
            "td",
            "th",
            "thead",
            "tbody",
            "tfoot",
            "colgroup",
            "option",
            "html",
            "head",
            "body");

    private record Open(String name, Place place) {}

    private final Deque<Open> open = new ArrayDeque<>();
    private final Consumer<Finding> findings;

    Elements(Consumer<Finding> findings) {
        this.findings = findings;
    }

    void open(StartTag tag, Place place) {
        boolean closesItself = tag.text().endsWith("/>") && tag.name().indexOf(':') >= 0;
        if (!Nesting.VOID.contains(tag.name()) && !closesItself) {
            open.push(new Open(tag.name(), place));
        }
    }

    void close(String name, Place place) {
        if (open.stream().noneMatch(element -> element.name().equals(name))) {
            // The start tag may be in a file that is included before this one.
            return;
        }
        while (!open.peek().name().equals(name)) {
            Open inner = open.pop();
            if (!END_MAY_BE_LEFT_OUT.contains(inner.name())) {
                findings.accept(Finding.error(
                        "element-nesting",
                        inner.place(),
                        "<" + inner.name() + "> is still open where </" + name + "> ends what is around it, in line "
                                + place.line(),
                        "write </" + inner.name() + "> before it"));
            }
        }
        open.pop();
    }

    void end() {
        for (Open element : open) {
            if (!END_MAY_BE_LEFT_OUT.contains(element.name())) {
                findings.accept(Finding.error(
                        "element-nesting",
                        element.place(),
                        "<" + element.name() + "> has no end",
                        "write </" + element.name() + ">"));
            }
        }
    }
}
