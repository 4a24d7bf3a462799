package io.posthorn.template;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Short texts of one locale by name, read from a {@code .properties} file that knows its lines. */
record Messages(Map<String, Message> byName) {

    /**
     * One of them.
     *
     * @param file where it stands
     * @param line counted from 1
     */
    record Message(String text, String file, int line) {}

    /** Of a name that is there twice it is the last, as in any properties file; see {@link #check}. */
    static Messages parse(String file, String text) {
        Map<String, Message> messages = new LinkedHashMap<>();
        each(file, text, messages::put);
        return new Messages(messages);
    }

    /** What is asked of new files, and not of those that mails were made with already. */
    static void check(String file, String text, Consumer<BrokenTemplateException> complaints) {
        Set<String> names = new HashSet<>();
        each(file, text, (name, message) -> {
            if (!names.add(name)) {
                complaints.accept(new BrokenTemplateException(file, message.line(), "“" + name + "” is there twice"));
            }
        });
    }

    private static void each(String file, String text, BiConsumer<String, Message> use) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int first = i;
            StringBuilder logical = new StringBuilder(lines[i]);
            while (continues(lines[i]) && i + 1 < lines.length && !comment(lines[first])) {
                logical.append('\n').append(lines[++i]);
            }
            read(file, first + 1, logical.toString()).forEach(use);
        }
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
