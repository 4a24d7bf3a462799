package io.posthorn.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A set of one template, {@code note}, that a test changes in one place. */
final class SmallSet {

    private final Map<String, String> files = new TreeMap<>();

    SmallSet() {
        files.put("posthorn.yaml", """
                from: Post <post@example.org>
                templates: [note]
                shared: [_layouts/page.html, _partials/a.html, _partials/b.html, messages_en.properties, messages_de.properties]
                currencies:
                  EUR: {symbol: "€", digits: 2}
                locales:
                  en:
                    decimal: "."
                    grouping: ","
                    money: "{symbol}{amount}"
                    date: "{day} {month} {year}"
                    dateTime: "{day} {month} {year} {hour}:{minute}"
                    months: [Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec]
                  de:
                    decimal: ","
                    grouping: "."
                    money: "{amount} {symbol}"
                    date: "{dd}.{mm}.{year}"
                    dateTime: "{dd}.{mm}.{year} {hour}:{minute}"
                    months: [Jan, Feb, Mrz, Apr, Mai, Jun, Jul, Aug, Sep, Okt, Nov, Dez]
                """);
        files.put("messages_en.properties", "bye = Goodbye\n");
        files.put("messages_de.properties", "bye = Tschüss\n");
        files.put("_layouts/page.html", "<html lang=\"{mail:locale}\"><body>{#insert}{/insert}{msg:bye}</body></html>");
        files.put("_partials/a.html", "<i>a</i>");
        files.put("_partials/b.html", "<i>b</i>");
        files.put("note/template.yaml", """
                defaultLocale: en
                locales: [en, de]
                subject:
                  en: Note for {name}
                  de: Notiz für {name}
                """);
        files.put("note/schema.json", """
                {"type": "object", "required": ["name"], "additionalProperties": false, "properties": {
                  "name": {"type": "string", "maxLength": 100},
                  "text": {"type": "string", "maxLength": 20000000},
                  "link": {"type": "string", "maxLength": 3000},
                  "day": {"type": "string", "maxLength": 40},
                  "amount": {"type": "number", "maximum": 1000000000},
                  "count": {"type": "integer", "maximum": 1000000000},
                  "tree": {"$ref": "#/$defs/tree"},
                  "list": {"type": "array", "maxItems": 100000, "items": {"type": "object",
                    "additionalProperties": false, "properties": {
                      "name": {"type": "string", "maxLength": 10}, "size": {"type": "integer", "maximum": 9}}}}},
                 "$defs": {"tree": {"type": "array", "maxItems": 9, "items": {"$ref": "#/$defs/tree"}}}}
                """);
        body("Hello {name}");
    }

    /** Both bodies in both locales; the HTML in the layout. */
    SmallSet body(String template) {
        html(template);
        for (String locale : new String[] {"en", "de"}) {
            files.put("note/" + locale + ".txt", locale + " " + template);
        }
        return this;
    }

    SmallSet html(String template) {
        for (String locale : new String[] {"en", "de"}) {
            files.put("note/" + locale + ".html", "{#include _layouts/page.html}" + template + "{/include}");
        }
        return this;
    }

    SmallSet file(String path, String content) {
        files.put(path, content);
        return this;
    }

    SmallSet without(String path) {
        files.remove(path);
        return this;
    }

    SmallSet replaced(String path, String what, String with) {
        String before = files.get(path);
        String after = before.replace(what, with);
        if (after.equals(before)) {
            throw new IllegalArgumentException(path + " holds no " + what);
        }
        return file(path, after);
    }

    /** Lays the files there, and leaves those that are there already and not part of it. */
    SmallSet writeTo(Path directory) {
        files.forEach((path, text) -> {
            try {
                Path file = directory.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return this;
    }

    TemplateVersion note() {
        return TemplateSet.read(
                        path -> Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8)))
                .get("note");
    }
}
