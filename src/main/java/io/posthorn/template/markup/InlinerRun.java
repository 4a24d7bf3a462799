package io.posthorn.template.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One document on its way through the {@link Inliner}. */
public final class InlinerRun implements Consumer<String> {

    private final Inliner inliner;
    private final Consumer<String> out;
    private final List<String> holes = new ArrayList<>();
    private int filled;
    private InlinerState state;

    InlinerRun(Inliner inliner, InlinerState start, Consumer<String> out) {
        this.inliner = inliner;
        this.out = out;
        this.state = start;
    }

    /** The next part: a text of the template, which may hold markup, or data, which are escaped. */
    @Override
    public void accept(String part) {
        if (state.betweenTags()) {
            if (part.indexOf('<') < 0) {
                out.accept(part);
                return;
            }
        } else if (plain(part) && !state.openAttribute().isEmpty()) {
            data(part);
            return;
        }
        InlinerState.Step step = inliner.step(state, part);
        state = step.next();
        if (step.holes()) {
            writeFilled(step.written());
        } else if (!step.written().isEmpty()) {
            out.accept(step.written());
        }
        if (state.betweenTags() && !holes.isEmpty()) {
            holes.clear();
            filled = 0;
        }
    }

    /** Nothing more follows. What has no end is written as it is. */
    public void end() {
        if (!state.betweenTags()) {
            writeFilled(state.pending());
        }
    }

    private void data(String part) {
        if (part.isEmpty()) {
            return;
        }
        InlinerState after = inliner.afterData(state, part);
        if (after.pending().charAt(after.pending().length() - 1) == Inliner.HOLE) {
            holes.add(part);
        }
        state = after;
    }

    private void writeFilled(String written) {
        int from = 0;
        for (int hole = written.indexOf(Inliner.HOLE); hole >= 0; hole = written.indexOf(Inliner.HOLE, from)) {
            if (hole > from) {
                out.accept(written.substring(from, hole));
            }
            // A NUL that is no hole is passed on, for others to refuse.
            out.accept(filled < holes.size() ? holes.get(filled++) : String.valueOf(Inliner.HOLE));
            from = hole + 1;
        }
        if (from < written.length()) {
            out.accept(written.substring(from));
        }
    }

    /** Whether a part of a tag leaves one where one was: in the same value. */
    private static boolean plain(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '"' || c == '\'' || c == '<' || c == '>') {
                return false;
            }
        }
        return true;
    }
}
