package io.posthorn.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.posthorn.mail.Mailbox;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What holds for all templates of a set: {@code posthorn.yaml}.
 *
 * @param from who writes if the template does not say; may be empty
 * @param templates names of the templates, each a folder
 * @param shared paths of layouts, partials and messages
 * @param currencies codes of those that are described
 * @param formats how numbers, money and dates are written, by locale
 * @param entries the document, for the lines of what is found later
 */
record SetManifest(
        Optional<Mailbox> from,
        List<String> templates,
        List<String> shared,
        Set<String> currencies,
        Map<String, LocaleFormat> formats,
        Manifest entries) {

    static final String FILE = "posthorn.yaml";
    private static final String TEMPLATES = "templates";

    /** That of those files; that there is none is a {@link BrokenTemplateException}. */
    static SetManifest of(TemplateSet.Source files) {
        return parse(text(files));
    }

    /** As it is written; that there is none is a {@link BrokenTemplateException}. */
    static String text(TemplateSet.Source files) {
        return files.file(FILE)
                .map(content -> SourceFiles.decoded(FILE, content))
                .orElseThrow(() -> new BrokenTemplateException(FILE, 0, "there is no such file"));
    }

    static SetManifest parse(String text) {
        Manifest manifest = Manifest.parse(FILE, text)
                .allow("from", "timeZone", "currencies", "locales", "shared", TEMPLATES, "description");
        ZoneId zone =
                manifest.made("timeZone", manifest.optionalText("timeZone").orElse("UTC"), SetManifest::zone);
        Map<String, LocaleFormat.Money> currencies = currencies(manifest);
        Map<String, LocaleFormat> formats = new LinkedHashMap<>();
        Manifest locales = manifest.section("locales");
        locales.entries()
                .values()
                .keySet()
                .forEach(tag -> formats.put(tag, LocaleFormat.read(tag, locales.section(tag), zone, currencies)));
        return new SetManifest(
                manifest.optionalText("from").map(from -> manifest.made("from", from, Mailbox::parse)),
                manifest.texts(TEMPLATES),
                manifest.texts("shared"),
                currencies.keySet(),
                Map.copyOf(formats),
                manifest);
    }

    private static Map<String, LocaleFormat.Money> currencies(Manifest manifest) {
        Map<String, LocaleFormat.Money> currencies = new LinkedHashMap<>();
        if (manifest.has("currencies")) {
            Manifest all = manifest.section("currencies");
            all.entries().values().keySet().forEach(code -> {
                Manifest one = all.section(code).allow("symbol", "digits");
                int digits = one.made("digits", one.text("digits"), Integer::parseInt);
                currencies.put(code, new LocaleFormat.Money(one.text("symbol"), digits));
            });
        }
        return Map.copyOf(currencies);
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no such time zone; a name like Europe/Berlin is expected", e);
        }
    }

    /**
     * The manifest as a version of one template keeps it: without comments and without the names of the other
     * templates, so that adding one leaves the versions of the others as they are. JSON, which is YAML.
     */
    static String canonical(String text) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            write(json, Yaml.parse(FILE, text), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.append('\n').toString();
    }

    private static void write(JsonGenerator json, Yaml yaml, boolean top) throws IOException {
        if (yaml instanceof Yaml.Text text) {
            json.writeString(text.value());
        } else if (yaml instanceof Yaml.Items items) {
            json.writeStartArray();
            for (Yaml item : items.values()) {
                write(json, item, false);
            }
            json.writeEndArray();
        } else if (yaml instanceof Yaml.Entries entries) {
            json.writeStartObject();
            for (Map.Entry<String, Yaml> entry : entries.values().entrySet()) {
                if (!top || !entry.getKey().equals(TEMPLATES)) {
                    json.writeFieldName(entry.getKey());
                    write(json, entry.getValue(), false);
                }
            }
            json.writeEndObject();
        }
    }
}
