package io.posthorn.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads a whole set and checks it. What it holds is named in its manifests: class paths cannot be listed. */
final class TemplateSet {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern SHARED =
            Pattern.compile("([A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\\.(html|txt|properties|png|jpe?g|gif)");
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9_-]+\\.(png|jpe?g|gif)");

    /** Where the files are. */
    interface Source {
        /** The file at that path within the set, or empty if there is none. */
        Optional<byte[]> file(String path);
    }

    private final Source source;
    private final Consumer<BrokenTemplateException> complaints;
    private final String text;
    private final SetManifest manifest;
    private final Map<String, byte[]> shared = new LinkedHashMap<>();

    private TemplateSet(Source source, Consumer<BrokenTemplateException> complaints) {
        this.source = source;
        this.complaints = complaints;
        this.text = SetManifest.text(source);
        this.manifest = SetManifest.parse(text);
    }

    /** Every template by name; what is broken is a {@link BrokenTemplateException}. */
    static Map<String, TemplateVersion> read(Source source) {
        return read(source, broken -> {
            throw broken;
        });
    }

    /**
     * The same of a set that may be broken: every template that can be parsed, and every complaint. Only a set manifest
     * that cannot be read is a {@link BrokenTemplateException}.
     */
    static Map<String, TemplateVersion> read(Source source, Consumer<BrokenTemplateException> complaints) {
        return new TemplateSet(source, complaints).templates();
    }

    private Map<String, TemplateVersion> templates() {
        for (String path : matching(SHARED, SetManifest.FILE, manifest.entries(), "shared")) {
            source.file(path)
                    .ifPresentOrElse(
                            content -> shared.put(path, content),
                            () -> complaints.accept(new BrokenTemplateException(
                                    SetManifest.FILE,
                                    manifest.entries().line("shared", path),
                                    "“shared”: there is no such file as " + path)));
        }
        Map<String, TemplateVersion> templates = new LinkedHashMap<>();
        for (String name : matching(NAME, SetManifest.FILE, manifest.entries(), "templates")) {
            try {
                TemplateVersion version = version(name);
                TemplateCheck.check(version, complaints);
                templates.put(name, version);
            } catch (BrokenTemplateException e) {
                complaints.accept(e);
            }
        }
        return Map.copyOf(templates);
    }

    private TemplateVersion version(String name) {
        SourceFiles files = new SourceFiles();
        files.add(SetManifest.FILE, SetManifest.canonical(text));
        files.add(Edition.FILE, Edition.CURRENT.text());
        shared.forEach((path, content) -> {
            if (!Images.isImage(path)) {
                files.add(path, content);
            }
        });
        addOwn(name, files);
        addUsed(files);
        files.texts().forEach((path, text) -> {
            if (path.endsWith(".properties")) {
                Messages.check(path, text, complaints);
            }
        });
        return TemplateVersion.of(name, files);
    }

    private void addOwn(String name, SourceFiles files) {
        String manifestFile = name + "/template.yaml";
        files.add(manifestFile, required(manifestFile));
        String schema = name + "/schema.json";
        files.add(schema, required(schema));
        SchemaCheck.check(schema, files.text(schema), complaints);
        TemplateManifest template = TemplateManifest.parse(manifestFile, files.text(manifestFile));
        for (String locale : template.locales()) {
            for (String file : List.of(locale + ".html", locale + ".txt", "messages_" + locale + ".properties")) {
                String path = name + '/' + file;
                source.file(path).ifPresent(content -> files.add(path, content));
            }
        }
        for (String image : matching(IMAGE, manifestFile, template.entries(), "images")) {
            files.add(name + '/' + image, required(name + '/' + image));
        }
    }

    /** Shared images that some HTML of the version may show: the others are no part of it. */
    private void addUsed(SourceFiles files) {
        Set<String> used = new HashSet<>();
        files.texts().values().forEach(text -> used.addAll(Images.references(text)));
        shared.forEach((path, content) -> {
            if (Images.isImage(path) && used.contains(Images.name(path))) {
                files.add(path, content);
            }
        });
    }

    private List<String> matching(Pattern form, String file, Manifest entries, String key) {
        List<String> good = new ArrayList<>();
        for (String name : entries.texts(key)) {
            if (form.matcher(name).matches()) {
                good.add(name);
            } else {
                complaints.accept(new BrokenTemplateException(
                        file, entries.line(key, name), "“" + key + "”: " + name + " does not match " + form));
            }
        }
        return good;
    }

    private byte[] required(String path) {
        return source.file(path).orElseThrow(() -> new BrokenTemplateException(path, 0, "there is no such file"));
    }
}
