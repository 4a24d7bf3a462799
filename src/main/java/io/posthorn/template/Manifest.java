package io.posthorn.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A mapping of a manifest and how to read it: what is missing, unknown or of the wrong shape is refused with file and
 * line.
 */
record Manifest(String file, Yaml.Entries entries) {

    static Manifest parse(String file, String text) {
        return new Manifest(file, Yaml.parse(file, text));
    }

    /** Refuses every other key by name. */
    Manifest allow(String... keys) {
        Set<String> known = new TreeSet<>(List.of(keys));
        entries.values().forEach((key, value) -> {
            if (!known.contains(key)) {
                throw new BrokenTemplateException(
                        file, value.line(), "unknown key “" + key + "”; known here are " + String.join(", ", known));
            }
        });
        return this;
    }

    int line(String key) {
        Yaml value = entries.values().get(key);
        return value == null ? entries.line() : value.line();
    }

    /** Where that item of a list stands. */
    int line(String key, String item) {
        if (entries.values().get(key) instanceof Yaml.Items items) {
            for (Yaml value : items.values()) {
                if (value instanceof Yaml.Text text && text.value().equals(item)) {
                    return value.line();
                }
            }
        }
        return line(key);
    }

    boolean has(String key) {
        return entries.values().containsKey(key);
    }

    String text(String key) {
        return optionalText(key).orElseThrow(() -> missing(key));
    }

    Optional<String> optionalText(String key) {
        Yaml value = entries.values().get(key);
        return value == null ? Optional.empty() : Optional.of(text(key, value));
    }

    List<String> texts(String key) {
        Yaml value = entries.values().get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Yaml.Items items)) {
            throw new BrokenTemplateException(file, value.line(), "“" + key + "” is a list");
        }
        List<String> texts = new ArrayList<>();
        items.values().forEach(item -> texts.add(text(key, item)));
        return List.copyOf(texts);
    }

    Manifest section(String key) {
        Yaml value = entries.values().get(key);
        if (value == null) {
            throw missing(key);
        }
        if (!(value instanceof Yaml.Entries section)) {
            throw new BrokenTemplateException(file, value.line(), "“" + key + "” has “key: value” lines below it");
        }
        return new Manifest(file, section);
    }

    /** The values of a section by key, in order; empty if the section is not there. */
    Map<String, String> textsByKey(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (has(key)) {
            Manifest section = section(key);
            section.entries.values().forEach((name, value) -> texts.put(name, section.text(name, value)));
        }
        return texts;
    }

    /** Makes something of a text; an {@link IllegalArgumentException} is told with file and line. */
    <T> T made(String key, String text, Function<String, T> maker) {
        try {
            return maker.apply(text);
        } catch (IllegalArgumentException e) {
            throw new BrokenTemplateException(file, line(key), "“" + key + "”: " + e.getMessage());
        }
    }

    private String text(String key, Yaml value) {
        if (value instanceof Yaml.Text text) {
            return text.value();
        }
        throw new BrokenTemplateException(file, value.line(), "“" + key + "” is a single value");
    }

    private BrokenTemplateException missing(String key) {
        return new BrokenTemplateException(file, entries.line(), "“" + key + "” is missing");
    }
}
