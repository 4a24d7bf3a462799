package io.posthorn.template;

import io.posthorn.mail.BodyText;
import io.posthorn.mail.Content;
import io.posthorn.mail.Fault;
import io.posthorn.mail.HeaderField;
import io.posthorn.mail.UnstructuredText;
import io.posthorn.template.markup.PlainText;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Fills templates with data. The same version, locale and data give the same content, on every machine and in every
 * year. Safe for use by many threads; bounded in characters, steps and time whatever the data are.
 */
@ApplicationScoped
public class MailRenderer {

    /** Room that is made for a line and for a page before it is known how long they are, in characters. */
    private static final int LINE = 128;

    private static final int PAGE = 8192;

    private final TemplateConfig limits;

    MailRenderer(TemplateConfig limits) {
        this.limits = limits;
    }

    /**
     * Checks the data against the template's schema, chooses the locale and renders all parts in it.
     *
     * @param requestedLocale a BCP 47 tag, or null for the template's default
     * @param data strings, {@code Integer}, {@code Long}, {@code BigInteger}, {@code BigDecimal}, booleans, null, lists
     *     and maps with string keys, as JSON knows them
     */
    public Rendering render(TemplateVersion version, String requestedLocale, Map<String, Object> data) {
        List<Fault> faults = version.schema().check(data);
        if (!faults.isEmpty()) {
            return new Rendering.Refused(faults);
        }
        RenderState state = new RenderState(version.locale(Optional.ofNullable(requestedLocale)), limits);
        try {
            return render(version, state, data);
        } catch (RuntimeException | StackOverflowError e) {
            return new Rendering.Refused(List.of(fault(e, version, state, data)));
        }
    }

    private static Rendering render(TemplateVersion version, RenderState state, Map<String, Object> data) {
        TemplateLocale locale = state.locale();
        String subject = state.render(locale.subject(), LINE, data);
        state.subject(subject);
        List<HeaderField> headers = new ArrayList<>();
        for (Map.Entry<String, Template> header : locale.headers().entrySet()) {
            String value = state.render(header.getValue(), LINE, data);
            check(value, v -> new HeaderField(header.getKey(), v), "render-header", "header " + header.getKey(), data);
            headers.add(new HeaderField(header.getKey(), value));
        }
        boolean first = version.edition() == Edition.FIRST;
        String text = locale.text().map(body -> state.render(body, PAGE, data)).orElse(null);
        String html = locale.html()
                .map(body -> first ? state.render(body, PAGE, data) : state.render(body, locale.inliner(), PAGE, data))
                .orElse(null);
        if (text == null && !first) {
            text = PlainText.of(html);
        }
        Content content = content(subject, text, html, version.images(), data);
        return new Rendering.Rendered(content, locale.tag(), headers);
    }

    private static Content content(String subject, String text, String html, Images images, Map<String, Object> data) {
        try {
            return new Content(subject, text, html, images.shownIn(html));
        } catch (IllegalArgumentException e) {
            // Rare, so that it may cost more to find out which part it was, and which text in the data.
            check(subject, UnstructuredText::check, "render-subject", "the subject", data);
            for (String part : new String[] {text, html}) {
                if (part != null) {
                    check(part, BodyText::check, "render-content", "the body", data);
                }
            }
            throw e;
        }
    }

    /** Refuses, and points to the one text of the data that is to blame, if there is one. */
    private static void check(
            String rendered, Consumer<String> rule, String code, String name, Map<String, Object> data) {
        try {
            rule.accept(rendered);
        } catch (IllegalArgumentException e) {
            Object[] culprit = new Object[1];
            Pointers.only(data, value -> {
                boolean found = value instanceof String text && rendered.contains(text) && !passes(rule, text);
                culprit[0] = found ? value : culprit[0];
                return found;
            });
            throw new Unrenderable(code, culprit[0], name + " cannot be sent: " + e.getMessage());
        }
    }

    private static boolean passes(Consumer<String> rule, String text) {
        try {
            rule.accept(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Fault fault(Throwable thrown, TemplateVersion version, RenderState state, Map<String, Object> data) {
        TemplateException at = null;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unrenderable refused) {
                String pointer = refused.value() == null ? "" : Pointers.of(data, refused.value());
                return new Fault(pointer, refused.code(), refused.getMessage());
            }
            if (cause instanceof StackOverflowError) {
                return new Fault("", "render-depth", "the template is nested too deeply for these data");
            }
            if (cause instanceof TemplateException exception && exception.getCode() != null) {
                at = exception;
            }
        }
        if (at != null && at.getCode().getName().equals("EVALUATOR_PROPERTY_NOT_FOUND")) {
            return new Fault(
                    state.missingPointer(data),
                    "render-missing",
                    "the template needs {" + at.getArguments().get("expression") + "}" + where(version, at.getOrigin())
                            + ", and the data have none");
        }
        if (thrown instanceof TemplateException || thrown instanceof CompletionException) {
            return new Fault(
                    "",
                    "render-failed",
                    "the template cannot be filled" + (at == null ? "" : where(version, at.getOrigin())));
        }
        throw thrown instanceof RuntimeException bug ? bug : new IllegalStateException(thrown);
    }

    private static String where(TemplateVersion version, TemplateNode.Origin origin) {
        return origin == null ? "" : " (" + version.place(origin) + ")";
    }
}
