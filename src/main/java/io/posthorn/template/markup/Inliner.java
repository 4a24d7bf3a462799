package io.posthorn.template.markup;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Writes the rules of {@code <style>} into the elements they match, while a document is being written, and changes nothing
 * else of it.
 *
 * <p>A template writes the same texts again and again, with data between them. What is to be done with a text depends on
 * nothing but the text and the elements around it, so it is worked out once and remembered by both; from then on it costs
 * one look. Data are escaped, so they cannot open or close a tag; where they could matter to a rule, as in a class, they
 * are part of what is remembered.
 *
 * <p>Safe for use by many threads. What it remembers is bounded, whatever the data are.
 */
public final class Inliner {

    /** Stands for data within a tag. */
    static final char HOLE = '\u0000';

    private static final int MOST_REMEMBERED = 8_000;
    private static final int LONGEST_DIRECTION = 4;

    private final boolean rightToLeft;
    private volatile Map<Object, Object> memory = new ConcurrentHashMap<>();
    private volatile InlinerState start;

    /** @param rightToLeft the direction of a document that does not say */
    public Inliner(boolean rightToLeft) {
        this.rightToLeft = rightToLeft;
        this.start = new InlinerState(Frame.DOCUMENT, Stylesheet.EMPTY, "");
    }

    /** Begins a document. To be given its text part by part, and told when that was all. Used by one thread. */
    public InlinerRun run(Consumer<String> out) {
        return new InlinerRun(this, start, out);
    }

    /** The whole document at once. */
    public String inlined(String html) {
        StringBuilder out = new StringBuilder(html.length() + html.length() / 2);
        InlinerRun run = run(out::append);
        run.accept(html);
        run.end();
        return out.toString();
    }

    int remembered() {
        return memory.size();
    }

    boolean rightToLeft() {
        return rightToLeft;
    }

    /** The one of its kind. */
    @SuppressWarnings("unchecked")
    <T> T same(T one) {
        Object known = memory.putIfAbsent(one, one);
        if (known == null && memory.size() > MOST_REMEMBERED) {
            // Data that come in ever new ways; whoever is under way keeps what it has.
            memory = new ConcurrentHashMap<>();
            start = new InlinerState(Frame.DOCUMENT, Stylesheet.EMPTY, "");
        }
        return known == null ? one : (T) known;
    }

    /** What reading that text from there does. */
    InlinerState.Step step(InlinerState from, String text) {
        InlinerState.Step known = from.known(text);
        if (known != null) {
            return known;
        }
        InlinerState.Step step = new InlinerReading(this, from).read(text);
        from.remember(step);
        return step;
    }

    /** Where one is after data in the value of an attribute. */
    InlinerState afterData(InlinerState from, String data) {
        String attribute = from.openAttribute();
        boolean named = attribute.equals("style")
                || (attribute.equals("dir") && data.length() <= LONGEST_DIRECTION)
                || from.sheet().names(attribute, data);
        boolean asked = from.sheet().asksFor(attribute);
        InlinerState after =
                new InlinerState(from.frame(), from.sheet(), from.pending() + (named || asked ? data : HOLE));
        // Any value at all may come where a rule asks for an attribute: that is not remembered.
        return asked ? after : same(after);
    }

    /** The rules before with those of a further {@code <style>}. */
    Stylesheet with(Stylesheet before, String css, Stylesheet rules) {
        record Key(Stylesheet before, String css) {}
        Key key = new Key(before, css);
        Object known = memory.get(key);
        if (known == null) {
            known = before.and(rules);
            Object first = memory.putIfAbsent(key, known);
            known = first == null ? known : first;
        }
        return (Stylesheet) known;
    }
}
