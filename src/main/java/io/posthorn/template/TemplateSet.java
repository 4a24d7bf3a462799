package io.posthorn.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a whole set and checks it. What it holds is named in its manifests: class paths cannot be listed. */
final class TemplateSet {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern SHARED = Pattern.compile("([A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\\.(html|txt|properties)");

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
            shared.forEach(files::add);
            addOwn(source, name, files);
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
        for (String locale :
                TemplateManifest.parse(manifest, files.text(manifest)).locales()) {
            for (String ending : List.of(".html", ".txt")) {
                String path = name + '/' + locale + ending;
                source.file(path).ifPresent(content -> files.add(path, content));
            }
        }
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
