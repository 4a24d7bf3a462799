package io.posthorn.template;

import io.posthorn.mail.HeaderField;
import io.posthorn.mail.Mailbox;
import io.posthorn.mail.TemplateRef;
import io.posthorn.template.check.Place;
import io.posthorn.template.check.QuteTags;
import io.posthorn.template.markup.Inliner;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template as it is at one moment, with all that the content of its mails depends on, parsed and ready. Immutable and
 * safe for use by many threads.
 */
public final class TemplateVersion {

    private final TemplateRef ref;
    private final SourceFiles files;
    private final SetManifest set;
    private final TemplateManifest manifest;
    private final DataSchema schema;
    private final Engine engine;
    private final Edition edition;
    private final Images images;
    private final Map<String, TemplateLocale> locales = new LinkedHashMap<>();

    private TemplateVersion(String name, SourceFiles files, String hash) {
        this.ref = new TemplateRef(name, hash);
        this.files = files;
        this.set = SetManifest.parse(files.text(SetManifest.FILE));
        this.manifest = TemplateManifest.parse(name + "/template.yaml", files.text(name + "/template.yaml"));
        this.schema = DataSchema.parse(name + "/schema.json", files.text(name + "/schema.json"));
        this.engine = Engines.of(files);
        this.edition = Edition.of(files);
        this.images = Images.of(files);
        manifest.locales().forEach(tag -> locales.put(tag, locale(tag)));
    }

    /**
     * Builds a version again, years later if need be, from what {@link #source()} gave. It is not held against rules
     * that are newer than it is.
     */
    public static TemplateVersion rebuild(String name, byte[] source) {
        return new TemplateVersion(name, SourceFiles.ofArchive(source), SourceFiles.hash(source));
    }

    static TemplateVersion of(String name, SourceFiles files) {
        return new TemplateVersion(name, files, SourceFiles.hash(files.archive()));
    }

    /** Its name, and the SHA-256 of {@link #source()}. */
    public TemplateRef ref() {
        return ref;
    }

    /** Who writes, as the template or else the set says. */
    public Optional<Mailbox> from() {
        return manifest.from().or(set::from);
    }

    /** Where answers go, if not to the author. */
    public List<Mailbox> replyTo() {
        return manifest.replyTo();
    }

    /** The headers that are the same in every mail; those that come from data are part of what is rendered. */
    public List<HeaderField> headers() {
        return manifest.fixedHeaders();
    }

    /** The locale that is used when no other fits, a BCP 47 tag. */
    public String defaultLocale() {
        return manifest.defaultLocale();
    }

    /** The stream that its mails belong to, if the template says. */
    public Optional<String> stream() {
        return manifest.stream();
    }

    /** What it says of itself. */
    public TemplateProfile profile() {
        String schemaFile = ref.name() + "/schema.json";
        return TemplateProfile.of(manifest, DataSchema.source(schemaFile, files.text(schemaFile)));
    }

    /**
     * All files that the rendered content depends on: the template's own, the set's layouts, partials, messages, manifest
     * and those images that are used, and which edition of the rendering it takes. A ustar archive without dates, in the
     * order of the paths; the same files give the same octets.
     */
    public byte[] source() {
        return files.archive();
    }

    Edition edition() {
        return edition;
    }

    Images images() {
        return images;
    }

    SourceFiles files() {
        return files;
    }

    TemplateManifest manifest() {
        return manifest;
    }

    DataSchema schema() {
        return schema;
    }

    Map<String, TemplateLocale> locales() {
        return locales;
    }

    /** The locale for a request: {@code de-AT}, {@code de}, the default. */
    TemplateLocale locale(Optional<String> requested) {
        String tag = requested
                .flatMap(range -> LocaleRange.lookup(range, locales.keySet()))
                .orElse(defaultLocale());
        return locales.get(tag);
    }

    /** Where a node of a template of this version stands. */
    Place place(TemplateNode.Origin origin) {
        return Place.of(origin, path -> files.has(path) ? files.text(path) : null);
    }

    /** A file of this version, parsed. */
    Template parsed(String path) {
        try {
            Template template = engine.getTemplate(path);
            if (template == null) {
                throw new BrokenTemplateException(path, 0, "there is no such file");
            }
            return template;
        } catch (TemplateException e) {
            throw broken(path, e);
        }
    }

    private TemplateLocale locale(String tag) {
        LocaleFormat format = set.formats().get(tag);
        if (format == null) {
            throw new BrokenTemplateException(
                    manifest.file(),
                    manifest.entries().line("locales"),
                    "locale " + tag + " is not described in " + SetManifest.FILE);
        }
        Map<String, Template> headers = new LinkedHashMap<>();
        manifest.headers().forEach((header, value) -> {
            if (TemplateManifest.fromData(value)) {
                headers.put(
                        header,
                        inline(value, manifest.entries().section("headers").line(header)));
            }
        });
        return new TemplateLocale(
                tag,
                format,
                messages(ref.name() + "/messages_" + tag + ".properties")
                        .over(messages("messages_" + tag + ".properties")),
                inline(
                        manifest.subjects().get(tag),
                        manifest.entries().section("subject").line(tag)),
                headers,
                body(tag + ".txt"),
                body(tag + ".html"),
                new Inliner(format.direction().equals("rtl")));
    }

    private Optional<Template> body(String file) {
        String path = ref.name() + '/' + file;
        return files.has(path) ? Optional.of(parsed(path)) : Optional.empty();
    }

    private Template inline(String template, int line) {
        try {
            return engine.parse(template, Engines.TEXT, manifest.file() + ":" + line);
        } catch (TemplateException e) {
            throw broken(manifest.file(), e);
        }
    }

    private Messages messages(String path) {
        return files.has(path) ? Messages.parse(path, files.text(path)) : new Messages(Map.of());
    }

    private BrokenTemplateException broken(String file, TemplateException e) {
        Place place = e.getOrigin() == null ? new Place(file, 0) : place(e.getOrigin());
        String problem = e.getMessage().replaceFirst("^Parser error( in template \\[[^]]*](:? line \\d+)?)?: ", "");
        if (problem.contains("section") && files.has(file)) {
            Optional<Place> start = new QuteTags(files.text(file)).unclosed(file);
            if (start.filter(found -> found.line() < place.line()).isPresent()) {
                return new BrokenTemplateException(
                        file, start.get().line(), "this section has no end; line " + place.line() + ": " + problem);
            }
        }
        return new BrokenTemplateException(place.file(), place.line(), problem);
    }
}
