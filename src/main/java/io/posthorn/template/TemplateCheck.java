package io.posthorn.template;

import io.quarkus.qute.Expression;
import io.quarkus.qute.SectionBlock;
import io.quarkus.qute.SectionNode;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what is wrong with a version before any mail is made with it. */
final class TemplateCheck {

    private static final int MAX_INCLUDES = 8;
    private static final int MAX_NESTING = 32;
    private static final Set<String> OPERATORS =
            Set.of("or", "?:", ":", "?", "ifTruthy", "&&", "||", "==", "eq", "is", "+", "plus", "-", "minus", "mod");
    private static final Set<String> OF_LISTS = Set.of("get", "take", "takeLast", "contains");
    private static final Set<String> OF_MAIL = Set.of("locale", "direction", "start", "end", "subject");

    private final TemplateVersion version;
    private final Set<String> checked = new HashSet<>();
    private final Deque<String> including = new ArrayDeque<>();

    private TemplateCheck(TemplateVersion version) {
        this.version = version;
    }

    /** Refuses with a {@link BrokenTemplateException} that says where. */
    static void check(TemplateVersion version) {
        new TemplateCheck(version).run();
    }

    private void run() {
        TemplateManifest manifest = version.manifest();
        manifest.fixedHeaders();
        for (TemplateLocale locale : version.locales().values()) {
            checkParts(locale);
            visit(locale.subject(), manifest.file());
            locale.headers().values().forEach(header -> visit(header, manifest.file()));
            Stream.of(locale.text(), locale.html())
                    .flatMap(Optional::stream)
                    .forEach(body -> visit(body, body.getId()));
        }
        Set<Set<String>> names = new HashSet<>();
        version.locales()
                .values()
                .forEach(locale -> names.add(locale.messages().byName().keySet()));
        if (names.size() > 1) {
            throw new BrokenTemplateException(
                    "messages_*.properties",
                    0,
                    "every locale of " + version.ref().name() + " needs the same messages");
        }
    }

    private void checkParts(TemplateLocale locale) {
        TemplateLocale first = version.locales().get(version.defaultLocale());
        String file = version.ref().name() + '/' + locale.tag();
        if (locale.text().isEmpty() && locale.html().isEmpty()) {
            throw new BrokenTemplateException(file + ".html", 0, "neither this nor " + file + ".txt is there");
        }
        if (locale.text().isPresent() != first.text().isPresent()
                || locale.html().isPresent() != first.html().isPresent()) {
            throw new BrokenTemplateException(
                    file + ".*", 0, "every locale needs the same parts; " + first.tag() + " has others");
        }
    }

    private void visit(Template template, String path) {
        if (!checked.add(template.getId())) {
            return;
        }
        visit(template.getNodes(), path, 0);
        if (path.endsWith(".html")) {
            MarkupCheck.check(path, template.getNodes());
        }
    }

    private void visit(List<TemplateNode> nodes, String path, int depth) {
        for (TemplateNode node : nodes) {
            if (node.isExpression()) {
                node.getExpressions().forEach(expression -> visit(expression, path));
            } else if (node.isSection()) {
                visit(node.asSection(), path, depth + 1);
            }
        }
    }

    private void visit(SectionNode section, String path, int depth) {
        if (depth > MAX_NESTING) {
            throw broken(path, section, "sections are nested deeper than " + MAX_NESTING);
        }
        for (SectionBlock block : section.getBlocks()) {
            block.expressions.values().forEach(expression -> visit(expression, path));
            visit(block.nodes, path, depth);
        }
        if (section.getName().equals("include")) {
            include(section, path);
        }
    }

    private void include(SectionNode section, String path) {
        Map<String, String> parameters = section.getBlocks().get(0).parameters;
        String target = parameters.get("template");
        if (target == null || parameters.containsKey("_id")) {
            throw broken(path, section, "an include names its file: {#include _partials/button.html}");
        }
        target = target.replaceAll("^[\"']|[\"']$", "");
        if (!version.files().has(target)) {
            throw broken(path, section, target + " is not there, or not under “shared” in " + SetManifest.FILE);
        }
        if (path.endsWith(".html") != target.endsWith(".html")) {
            throw broken(path, section, "HTML includes .html files only, and text others only: " + target);
        }
        if (including.contains(target) || including.size() >= MAX_INCLUDES) {
            throw broken(
                    path, section, target + " includes itself, or includes are nested deeper than " + MAX_INCLUDES);
        }
        including.push(target);
        visit(version.parsed(target), target);
        including.pop();
    }

    private void visit(Expression expression, String path) {
        if (expression.isLiteral()) {
            return;
        }
        String name = expression.getParts().get(0).getName();
        if (expression.hasNamespace()) {
            checkNamespace(expression, path, name);
        }
        for (Expression.Part part : expression.getParts()) {
            if (part.isVirtualMethod()) {
                if (!OPERATORS.contains(part.getName())
                        && !OF_LISTS.contains(part.getName())
                        && !FormatResolver.NAMES.contains(part.getName())) {
                    throw broken(path, expression, "there is no function “" + part.getName() + "()”");
                }
                part.asVirtualMethod().getParameters().forEach(parameter -> visit(parameter, path));
            }
        }
    }

    private void checkNamespace(Expression expression, String path, String name) {
        boolean known = switch (expression.getNamespace()) {
            case "mail" -> OF_MAIL.contains(name);
            case "msg" ->
                version.locales().values().stream()
                        .allMatch(locale -> locale.messages().text(name) != null);
            case "data" -> true;
            default -> false;
        };
        if (!known) {
            throw broken(
                    path,
                    expression,
                    "there is no {" + expression.toOriginalString() + "}; if it is CSS, put a space after the {");
        }
    }

    private static BrokenTemplateException broken(String path, TemplateNode node, String message) {
        return new BrokenTemplateException(path, node.getOrigin().getLine(), message);
    }

    private static BrokenTemplateException broken(String path, Expression expression, String message) {
        return new BrokenTemplateException(path, expression.getOrigin().getLine(), message);
    }
}
