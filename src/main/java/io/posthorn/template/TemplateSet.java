package io.posthorn.template;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private TemplateSet() {}

    /** Every template by name; what is broken is a {@link BrokenTemplateException}. */
    static Map<String, TemplateVersion> read(Source source) {
        String text = SourceFiles.decoded(SetManifest.FILE, required(source, SetManifest.FILE));
        SetManifest manifest = SetManifest.parse(text);
        Map<String, byte[]> shared = new LinkedHashMap<>();
        for (String path : matching(SHARED, manifest.shared(), "shared")) {
            shared.put(path, required(source, path));
        }
        Map<String, TemplateVersion> templates = new LinkedHashMap<>();
        for (String name : matching(NAME, manifest.templates(), "templates")) {
            SourceFiles files = new SourceFiles();
            files.add(SetManifest.FILE, SetManifest.canonical(text));
            files.add(Edition.FILE, Edition.CURRENT.text());
            shared.forEach((path, content) -> {
                if (!Images.isImage(path)) {
                    files.add(path, content);
                }
            });
            addOwn(source, name, files);
            addUsed(shared, files);
            TemplateVersion version = TemplateVersion.of(name, files);
            TemplateCheck.check(version);
            templates.put(name, version);
        }
        return Map.copyOf(templates);
    }

    private static void addOwn(Source source, String name, SourceFiles files) {
        String manifest = name + "/template.yaml";
        files.add(manifest, required(source, manifest));
        String schema = name + "/schema.json";
        files.add(schema, required(source, schema));
        SchemaCheck.check(schema, DataSchema.source(schema, files.text(schema)));
        TemplateManifest template = TemplateManifest.parse(manifest, files.text(manifest));
        for (String locale : template.locales()) {
            for (String file : List.of(locale + ".html", locale + ".txt", "messages_" + locale + ".properties")) {
                String path = name + '/' + file;
                source.file(path).ifPresent(content -> files.add(path, content));
            }
        }
        for (String image : template.images()) {
            if (!IMAGE.matcher(image).matches()) {
                throw new BrokenTemplateException(
                        manifest, template.entries().line("images"), image + " does not match " + IMAGE);
            }
            files.add(name + '/' + image, required(source, name + '/' + image));
        }
    }

    /** Shared images that some HTML of the version may show: the others are no part of it. */
    private static void addUsed(Map<String, byte[]> shared, SourceFiles files) {
        Set<String> used = new HashSet<>();
        files.texts().values().forEach(text -> used.addAll(Images.references(text)));
        shared.forEach((path, content) -> {
            if (Images.isImage(path) && used.contains(Images.name(path))) {
                files.add(path, content);
            }
        });
    }

    private static List<String> matching(Pattern form, List<String> names, String key) {
        for (String name : names) {
            if (!form.matcher(name).matches()) {
                throw new BrokenTemplateException(
                        SetManifest.FILE, 0, "“" + key + "”: " + name + " does not match " + form);
            }
        }
        return names;
    }

    private static byte[] required(Source source, String path) {
        return source.file(path).orElseThrow(() -> new BrokenTemplateException(path, 0, "there is no such file"));
    }
}
