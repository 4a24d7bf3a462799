package io.posthorn.template;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A template set told by what is different from {@code template-sets/base}, and by what the check finds in it:
 *
 * <pre>
 * error unknown-variable order/en.html:3 did you mean “number”?
 * edit order/en.html
 * - {number}
 * + {nubmer}
 * </pre>
 *
 * <p>Other changes are {@code add}, {@code remove}, {@code latin1} (a file in another encoding) and {@code crlf} (line ends
 * and a byte order mark as Windows has them).
 *
 * @param name the name of the file
 * @param expected severity, rule, place and a part of what is said
 */
record SetCase(String name, List<String> expected, List<Change> changes) {

    private static final Path BASE = Path.of("src/test/resources/template-sets/base");
    private static final Set<String> CHANGES = Set.of("edit", "add", "remove", "latin1", "crlf");

    record Change(String kind, String file, List<String> before, List<String> after) {

        void in(Path set) throws IOException {
            Path path = set.resolve(file);
            String added = String.join("\n", after);
            switch (kind) {
                case "add" -> {
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, added);
                }
                case "remove" -> Files.delete(path);
                case "latin1" -> Files.write(path, added.getBytes(StandardCharsets.ISO_8859_1));
                case "crlf" ->
                    Files.writeString(path, "\uFEFF" + Files.readString(path).replace("\n", "\r\n"));
                default -> {
                    String text = Files.readString(path);
                    String removed = String.join("\n", before);
                    if (!text.contains(removed)) {
                        throw new IllegalArgumentException(file + " does not hold " + removed);
                    }
                    int at = text.indexOf(removed);
                    Files.writeString(path, text.substring(0, at) + added + text.substring(at + removed.length()));
                }
            }
        }
    }

    static SetCase read(Path file) throws IOException {
        List<String> expected = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ", 2);
            if (CHANGES.contains(words[0])) {
                changes.add(new Change(words[0], words[1], new ArrayList<>(), new ArrayList<>()));
            } else if (line.startsWith("-")) {
                changes.get(changes.size() - 1).before().add(words.length > 1 ? words[1] : "");
            } else if (line.startsWith("+")) {
                changes.get(changes.size() - 1).after().add(words.length > 1 ? words[1] : "");
            } else if (!line.isBlank()) {
                expected.add(line);
            }
        }
        return new SetCase(file.getFileName().toString().replace(".case", ""), expected, changes);
    }

    /** Lays the whole set there. */
    void writeTo(Path directory) throws IOException {
        Files.walkFileTree(BASE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = directory.resolve(BASE.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                return FileVisitResult.CONTINUE;
            }
        });
        for (Change change : changes) {
            change.in(directory);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
