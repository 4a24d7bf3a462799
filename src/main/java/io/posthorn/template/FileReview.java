package io.posthorn.template;

import io.posthorn.template.check.Finding;
import io.posthorn.template.check.Finding.Severity;
import io.posthorn.template.check.MarkupReview;
import io.posthorn.template.check.Spelling;
import io.posthorn.template.check.VariableCheck;
import io.quarkus.qute.Template;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Goes over the files of a set: what is in them, and whether they are used. */
final class FileReview {

    private final SetFiles files;
    private final SetManifest manifest;
    private final Map<String, TemplateVersion> templates;
    private final Set<Finding> findings;
    private final Set<String> used = new HashSet<>();
    private final Set<String> usedMessages = new HashSet<>();

    FileReview(SetFiles files, SetManifest manifest, Map<String, TemplateVersion> templates, Set<Finding> findings) {
        this.files = files;
        this.manifest = manifest;
        this.templates = templates;
        this.findings = findings;
    }

    void run() {
        templates.values().forEach(this::template);
        if (templates.size() == manifest.templates().size()) {
            // Of a template that could not be read nobody knows what it uses.
            unusedShared();
            unusedSharedMessages();
        }
        strays();
    }

    private void template(TemplateVersion version) {
        String schemaFile = version.ref().name() + "/schema.json";
        Consumer<Finding> told = broken(schemaFile) ? finding -> {} : findings::add;
        VariableCheck variables = new VariableCheck(new VersionSurroundings(version, manifest), told);
        var schema = DataSchema.source(schemaFile, version.files().text(schemaFile));
        int before = findings.size();
        long most = version.locales().values().stream()
                .mapToLong(locale -> parts(locale)
                        .mapToLong(part -> Math.min(variables.check(part, schema), DefaultLimits.MAX_STEPS + 1L))
                        .sum())
                .max()
                .orElse(0);
        if (most > DefaultLimits.MAX_STEPS && findings.size() == before) {
            told.accept(new Finding(
                    Severity.ERROR,
                    "explosive-loop",
                    schemaFile,
                    0,
                    "data that fit the schema can take more turns of loops, in all parts of a mail together, than the "
                            + DefaultLimits.MAX_STEPS + " that a mail may take",
                    "lower “maxItems” in schema.json"));
        }
        used.addAll(variables.includedFiles());
        markup(version, variables.includedFiles());
        messages(version, variables);
        ManifestReview.review(version, findings::add);
    }

    private static Stream<Template> parts(TemplateLocale locale) {
        return Stream.of(
                        Stream.of(locale.subject()),
                        locale.headers().values().stream(),
                        locale.text().stream(),
                        locale.html().stream())
                .flatMap(Function.identity());
    }

    private boolean broken(String file) {
        return findings.stream()
                .anyMatch(
                        finding -> finding.file().equals(file) && finding.rule().equals(SetCheck.BROKEN));
    }

    private void markup(TemplateVersion version, Set<String> included) {
        Set<String> images = new TreeSet<>();
        version.files().images().keySet().forEach(path -> images.add(Images.name(path)));
        Set<String> shown = new HashSet<>();
        String own = version.ref().name() + '/';
        version.files().texts().forEach((path, text) -> {
            if (path.endsWith(".html") && (path.startsWith(own) || included.contains(path))) {
                shown.addAll(Images.references(text));
                if (!broken(path)) {
                    boolean whole = path.startsWith(own) || text.contains("<html");
                    MarkupReview.review(path, text, images, whole, findings::add);
                }
            }
        });
        version.files().images().keySet().forEach(path -> {
            if (shown.contains(Images.name(path))) {
                used.add(path);
            } else if (path.startsWith(own)) {
                TemplateManifest template = version.manifest();
                unused(template.file(), template.entries().line("images", Images.name(path)), Images.name(path));
            }
        });
    }

    private void messages(TemplateVersion version, VariableCheck variables) {
        for (TemplateLocale locale : version.locales().values()) {
            locale.messages().byName().forEach((name, message) -> {
                if (variables.usesMessage(name)) {
                    usedMessages.add(message.file() + ':' + name);
                } else if (message.file().startsWith(version.ref().name() + '/')) {
                    unusedMessage(name, message);
                }
                MessageReview.review(name, message, findings::add);
            });
        }
    }

    private void unusedShared() {
        for (String path : manifest.shared()) {
            boolean messages = path.endsWith(".properties");
            String locale = path.replaceFirst(".*messages_", "").replace(".properties", "");
            boolean needed = messages
                    ? templates.values().stream()
                            .anyMatch(version -> version.locales().containsKey(locale))
                    : used.contains(path);
            if (!needed && files.file(path).isPresent()) {
                unused(SetManifest.FILE, manifest.entries().line("shared", path), path);
            }
        }
    }

    private void unusedSharedMessages() {
        for (String path : manifest.shared()) {
            if (path.endsWith(".properties") && files.file(path).isPresent()) {
                String text = SourceFiles.decoded(path, files.file(path).orElseThrow());
                Messages.parse(path, text).byName().forEach((name, message) -> {
                    if (!usedMessages.contains(path + ':' + name)) {
                        unusedMessage(name, message);
                    }
                });
            }
        }
    }

    private void unusedMessage(String name, Messages.Message message) {
        findings.add(new Finding(
                Severity.WARNING,
                "unused-message",
                message.file(),
                message.line(),
                "the message “" + name + "” is used nowhere",
                "take it out"));
    }

    private void unused(String file, int line, String what) {
        findings.add(
                new Finding(Severity.WARNING, "unused-file", file, line, what + " is used nowhere", "take it out"));
    }

    private void strays() {
        Set<String> known = new TreeSet<>(manifest.shared());
        known.addAll(List.of(SetManifest.FILE, SetFiles.REVISION));
        for (String name : manifest.templates()) {
            TemplateVersion version = templates.get(name);
            for (String path : files.under(name)) {
                if (version == null || path.startsWith(name + LoadedSet.SAMPLES + '/')) {
                    known.add(path);
                }
            }
            if (version != null) {
                known.addAll(version.files().texts().keySet());
                known.addAll(version.files().images().keySet());
            }
        }
        files.paths().stream()
                .filter(path -> !known.contains(path) && !aside(path))
                .forEach(path -> findings.add(new Finding(
                        Severity.WARNING,
                        "stray-file",
                        path,
                        0,
                        "is not part of the set: nothing names it",
                        Spelling.nearest(path, missing(known))
                                .map(name -> "did you mean “" + name + "”?")
                                .orElse("name it in posthorn.yaml or template.yaml, or take it out"))));
    }

    private Set<String> missing(Set<String> known) {
        Set<String> wanted = new TreeSet<>(known);
        templates
                .values()
                .forEach(version -> version.locales()
                        .keySet()
                        .forEach(locale -> wanted.addAll(List.of(
                                version.ref().name() + '/' + locale + ".html",
                                version.ref().name() + '/' + locale + ".txt",
                                version.ref().name() + "/messages_" + locale + ".properties"))));
        wanted.removeAll(files.paths());
        return wanted;
    }

    /** What may lie beside the templates for people. */
    private static boolean aside(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.endsWith(".md") || name.equals("LICENSE") || name.equals("CODEOWNERS");
    }
}
