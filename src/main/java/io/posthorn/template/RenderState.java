package io.posthorn.template;

import io.posthorn.template.markup.Inliner;
import io.posthorn.template.markup.InlinerRun;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.ResolutionContext;
import io.quarkus.qute.Template;
import java.util.Map;
import java.util.function.Consumer;

/** One rendering: in which locale, what it has written, and what it may still cost. Used by one thread. */
final class RenderState {

    private static final String ATTRIBUTE = "posthorn.render";
    private static final int PARTS_PER_LOOK_AT_CLOCK = 64;

    private final TemplateLocale locale;
    private final long deadline;
    private final TemplateConfig limits;
    private int steps;
    private int characters;
    private int parts;
    private String subject = "";
    private Map<?, ?> missingFrom;
    private String missingName;

    RenderState(TemplateLocale locale, TemplateConfig limits) {
        this.locale = locale;
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.maxTime().toNanos();
    }

    static RenderState of(EvalContext context) {
        return (RenderState) context.getAttribute(ATTRIBUTE);
    }

    static RenderState of(ResolutionContext context) {
        return (RenderState) context.getAttribute(ATTRIBUTE);
    }

    String render(Template template, int expected, Map<String, Object> data) {
        StringBuilder out = new StringBuilder(expected);
        fill(template, data, bounded(out));
        return out.toString();
    }

    /** The same for HTML: its styles are written into the elements. */
    String render(Template template, Inliner inliner, int expected, Map<String, Object> data) {
        StringBuilder out = new StringBuilder(expected);
        InlinerRun run = inliner.run(bounded(out));
        fill(template, data, run);
        run.end();
        return out.toString();
    }

    private Consumer<String> bounded(StringBuilder out) {
        return part -> {
            spendCharacters(part.length());
            out.append(part);
        };
    }

    private void fill(Template template, Map<String, Object> data, Consumer<String> out) {
        template.instance()
                .data(data)
                .setAttribute(ATTRIBUTE, this)
                .consume(out)
                .toCompletableFuture()
                .join();
    }

    /** Pays for turns of a loop or for an include. */
    void spendSteps(int more) {
        if (more > limits.maxSteps() - steps) {
            throw new Unrenderable(
                    "render-steps", null, "needs more than " + limits.maxSteps() + " turns of loops and includes");
        }
        steps += more;
        if (System.nanoTime() - deadline > 0) {
            throw late();
        }
    }

    private void spendCharacters(int more) {
        if (more > limits.maxCharacters() - characters) {
            throw new Unrenderable(
                    "render-size", null, "makes a mail of more than " + limits.maxCharacters() + " characters");
        }
        characters += more;
        if (++parts % PARTS_PER_LOOK_AT_CLOCK == 0 && System.nanoTime() - deadline > 0) {
            throw late();
        }
    }

    private Unrenderable late() {
        return new Unrenderable(
                "render-time", null, "takes longer than " + limits.maxTime().toMillis() + " ms");
    }

    TemplateLocale locale() {
        return locale;
    }

    String subject() {
        return subject;
    }

    void subject(String rendered) {
        subject = rendered;
    }

    /** Remembers where a name was looked for in vain last, for the pointer of a fault. */
    void missed(Map<?, ?> from, String name) {
        missingFrom = from;
        missingName = name;
    }

    /** Where the name that was missed last would have been. */
    String missingPointer(Map<String, Object> data) {
        if (missingFrom == null) {
            return "";
        }
        return missingFrom == data
                ? Pointers.child("", missingName)
                : parentOf(Pointers.of(data, missingFrom), missingName);
    }

    private static String parentOf(String parent, String name) {
        return parent.isEmpty() ? "" : Pointers.child(parent, name);
    }
}
