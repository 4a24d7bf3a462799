package io.posthorn.template;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Short texts of one locale by name, read from a {@code .properties} file that knows its lines. */
record Messages(Map<String, Message> byName) {

    /**
     * One of them.
     *
     * @param file where it stands
     * @param line counted from 1
     */
    record Message(String text, String file, int line) {}

    static Messages parse(String file, String text) {
        Map<String, Message> messages = new LinkedHashMap<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int first = i;
            StringBuilder logical = new StringBuilder(lines[i]);
            while (continues(lines[i]) && i + 1 < lines.length && !comment(lines[first])) {
                logical.append('\n').append(lines[++i]);
            }
            read(file, first + 1, logical.toString()).forEach((name, message) -> {
                if (messages.put(name, message) != null) {
                    throw new BrokenTemplateException(file, first + 1, "“" + name + "” is there twice");
                }
            });
        }
        return new Messages(messages);
    }

    private static Map<String, Message> read(String file, int line, String logical) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(logical));
        } catch (IOException | IllegalArgumentException e) {
            throw new BrokenTemplateException(file, line, e.getMessage());
        }
        Map<String, Message> messages = new LinkedHashMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> messages.put(name, new Message(properties.getProperty(name), file, line)));
        return messages;
    }

    private static boolean comment(String line) {
        String start = line.stripLeading();
        return start.startsWith("#") || start.startsWith("!");
    }

    private static boolean continues(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /** These, and those of the other that have a name of their own. */
    Messages over(Messages other) {
        Map<String, Message> all = new LinkedHashMap<>(other.byName);
        all.putAll(byName);
        return new Messages(all);
    }

    /** The text of that name, or null. */
    String text(String name) {
        Message message = byName.get(name);
        return message == null ? null : message.text();
    }
}
