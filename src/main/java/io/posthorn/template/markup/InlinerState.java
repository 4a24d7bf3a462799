package io.posthorn.template.markup;

/**
 * Where in a document one is, as far as styles depend on it; remembers where the texts led that were read from here.
 * Safe for use by many threads.
 */
final class InlinerState {

    /** What reading a text did: what is written for it, with a mark for each hole, and where one is then. */
    record Step(String text, String written, boolean holes, InlinerState next) {}

    private static final int MOST_STEPS = 64;
    private static final Step[] NONE = {};

    private final Frame frame;
    private final Stylesheet sheet;
    private final String pending;
    private volatile Step[] steps = NONE;
    private volatile String openAttribute;

    /**
     * @param frame the innermost open element
     * @param sheet the rules that were read so far
     * @param pending a tag, comment or {@code <style>} whose end was not read yet, with a mark for each hole; or empty
     */
    InlinerState(Frame frame, Stylesheet sheet, String pending) {
        this.frame = frame;
        this.sheet = sheet;
        this.pending = pending;
    }

    Frame frame() {
        return frame;
    }

    Stylesheet sheet() {
        return sheet;
    }

    String pending() {
        return pending;
    }

    boolean betweenTags() {
        return pending.isEmpty();
    }

    /** The attribute in whose value one is, or an empty string. */
    String openAttribute() {
        String known = openAttribute;
        if (known == null) {
            boolean inTag = Markup.isStartTag(pending) && Markup.tagEnd(pending, 0) < 0;
            known = inTag ? StartTag.openAttribute(pending) : "";
            openAttribute = known;
        }
        return known;
    }

    /** The step that this very text took from here, or null. */
    Step known(String text) {
        for (Step step : steps) {
            if (step.text() == text) {
                return step;
            }
        }
        return null;
    }

    /** Two threads may forget what the other remembered; it is found out again. */
    void remember(Step step) {
        Step[] before = steps;
        if (before.length < MOST_STEPS) {
            Step[] after = new Step[before.length + 1];
            System.arraycopy(before, 0, after, 0, before.length);
            after[before.length] = step;
            steps = after;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InlinerState that
                && frame == that.frame
                && sheet == that.sheet
                && pending.equals(that.pending);
    }

    @Override
    public int hashCode() {
        return (System.identityHashCode(frame) * 31 + System.identityHashCode(sheet)) * 31 + pending.hashCode();
    }
}
