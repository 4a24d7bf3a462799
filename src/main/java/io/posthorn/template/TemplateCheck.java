package io.posthorn.template;

import io.posthorn.template.check.Place;
import io.posthorn.template.check.Spelling;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what is wrong with a version before any mail is made with it. */
final class TemplateCheck {

    private static final int MAX_INCLUDES = 8;
    private static final int MAX_NESTING = 32;
    private static final Set<String> OPERATORS =
            Set.of("or", "?:", ":", "?", "ifTruthy", "&&", "||", "==", "eq", "is", "+", "plus", "-", "minus", "mod");
    private static final Set<String> FUNCTIONS = Stream.concat(
                    Stream.of("get", "take", "takeLast", "contains"), FormatResolver.NAMES.stream())
            .collect(Collectors.toCollection(TreeSet::new));
    private static final Set<String> OF_MAIL = Set.of("locale", "direction", "start", "end", "subject");

    private final TemplateVersion version;
    private final Consumer<BrokenTemplateException> complaints;
    private final Set<String> checked = new HashSet<>();
    private final Deque<String> including = new ArrayDeque<>();

    private TemplateCheck(TemplateVersion version, Consumer<BrokenTemplateException> complaints) {
        this.version = version;
        this.complaints = complaints;
    }

    /** Tells of everything that it finds. */
    static void check(TemplateVersion version, Consumer<BrokenTemplateException> complaints) {
        new TemplateCheck(version, complaints).run();
    }

    private void run() {
        TemplateManifest manifest = version.manifest();
        attempt(manifest::fixedHeaders);
        for (TemplateLocale locale : version.locales().values()) {
            checkParts(locale);
            visit(locale.subject(), manifest.file());
            locale.headers().values().forEach(header -> visit(header, manifest.file()));
            Stream.of(locale.text(), locale.html())
                    .flatMap(Optional::stream)
                    .forEach(body -> visit(body, body.getId()));
        }
        version.locales().values().forEach(this::checkMessages);
    }

    /** Every locale has the messages that some locale has. */
    private void checkMessages(TemplateLocale locale) {
        Map<String, Messages.Message> all = new TreeMap<>();
        version.locales()
                .values()
                .forEach(other -> other.messages().byName().forEach((name, message) -> {
                    all.putIfAbsent(name, message);
                }));
        all.forEach((name, message) -> {
            if (locale.messages().text(name) == null && !Plurals.isForm(name, all::containsKey)) {
                String file = message.file().replaceFirst("messages_.*", "messages_" + locale.tag() + ".properties");
                complaints.accept(new BrokenTemplateException(
                        file,
                        0,
                        "every locale needs the same messages: “" + name + "” is missing, which " + message.file()
                                + " has in line " + message.line() + "; translate it, or take it out there"));
            }
        });
    }

    private void checkParts(TemplateLocale locale) {
        TemplateLocale first = version.locales().get(version.defaultLocale());
        String file = version.ref().name() + '/' + locale.tag();
        if (locale.text().isEmpty() && locale.html().isEmpty()) {
            complaints.accept(new BrokenTemplateException(
                    file + ".html",
                    0,
                    "is missing, and so is " + locale.tag()
                            + ".txt; write it, or take the locale out of template.yaml"));
            return;
        }
        checkPart(
                locale.tag(),
                file + ".txt",
                first.text().isPresent(),
                locale.text().isPresent());
        checkPart(
                locale.tag(),
                file + ".html",
                first.html().isPresent(),
                locale.html().isPresent());
    }

    private void checkPart(String locale, String file, boolean wanted, boolean there) {
        if (wanted != there) {
            complaints.accept(new BrokenTemplateException(
                    file,
                    0,
                    "every locale needs the same parts: " + version.defaultLocale() + (there ? " has no" : " has a")
                            + " file of this kind, and " + locale + (there ? " has one" : " has none")));
        }
    }

    private void visit(Template template, String path) {
        if (!checked.add(template.getGeneratedId())) {
            return;
        }
        visit(template.getNodes(), path, 0);
        if (path.endsWith(".html")) {
            attempt(() -> MarkupCheck.check(path, version.files().text(path), template.getNodes()));
        }
    }

    private void attempt(Runnable check) {
        try {
            check.run();
        } catch (BrokenTemplateException e) {
            complaints.accept(e);
        }
    }

    private void visit(List<TemplateNode> nodes, String path, int depth) {
        for (TemplateNode node : nodes) {
            if (node.isExpression()) {
                node.getExpressions().forEach(this::visit);
            } else if (node.isSection()) {
                visit(node.asSection(), path, depth + 1);
            }
        }
    }

    private void visit(SectionNode section, String path, int depth) {
        if (depth > MAX_NESTING) {
            complain(section.getOrigin(), "sections are nested deeper than " + MAX_NESTING);
        }
        for (SectionBlock block : section.getBlocks()) {
            block.expressions.values().forEach(this::visit);
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
            complain(section.getOrigin(), "an include names its file; write {#include _partials/button.html}");
            return;
        }
        target = target.replaceAll("^[\"']|[\"']$", "");
        if (!version.files().has(target)) {
            complain(
                    section.getOrigin(),
                    target + " is not there, or not under “shared” in " + SetManifest.FILE + "; "
                            + Spelling.hint(target, shared(path)));
        } else if (path.endsWith(".html") != target.endsWith(".html")) {
            complain(section.getOrigin(), "HTML includes .html files only, and text others only: " + target);
        } else if (including.contains(target) || including.size() >= MAX_INCLUDES) {
            complain(
                    section.getOrigin(),
                    target + " includes itself, or includes are nested deeper than " + MAX_INCLUDES);
        } else {
            including.push(target);
            include(target);
            including.pop();
        }
    }

    private void include(String target) {
        Template included;
        try {
            included = version.parsed(target);
        } catch (BrokenTemplateException e) {
            if (checked.add(target)) {
                complaints.accept(e);
            }
            return;
        }
        visit(included, target);
    }

    private Set<String> shared(String including) {
        String kind = including.endsWith(".html") ? ".html" : ".txt";
        return version.files().texts().keySet().stream()
                .filter(file -> file.endsWith(kind))
                .filter(file -> !file.startsWith(version.ref().name() + "/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void visit(Expression expression) {
        if (expression.isLiteral()) {
            return;
        }
        if (expression.hasNamespace()) {
            checkNamespace(expression, expression.getParts().get(0).getName());
        }
        for (Expression.Part part : expression.getParts()) {
            if (part.isVirtualMethod()) {
                if (!OPERATORS.contains(part.getName()) && !FUNCTIONS.contains(part.getName())) {
                    complain(
                            expression.getOrigin(),
                            "there is no function “" + part.getName() + "()”; "
                                    + Spelling.hint(part.getName(), FUNCTIONS));
                }
                part.asVirtualMethod().getParameters().forEach(this::visit);
            }
        }
    }

    private void checkNamespace(Expression expression, String name) {
        String namespace = expression.getNamespace();
        Set<String> known = switch (namespace) {
            case "mail" -> OF_MAIL;
            case "msg" -> messages();
            case "data" -> Set.of(name);
            default -> Set.of();
        };
        if (!known.contains(name)) {
            String hint = known.isEmpty() ? "if it is CSS, put a space after the {" : Spelling.hint(name, known);
            complain(expression.getOrigin(), "there is no {" + expression.toOriginalString() + "}; " + hint);
        }
    }

    /** Names of the messages of any locale; that all have them is another matter. */
    private Set<String> messages() {
        Set<String> names = new TreeSet<>();
        version.locales()
                .values()
                .forEach(locale -> names.addAll(locale.messages().byName().keySet()));
        return names;
    }

    private void complain(TemplateNode.Origin origin, String message) {
        Place place = version.place(origin);
        complaints.accept(new BrokenTemplateException(place.file(), place.line(), message));
    }
}
