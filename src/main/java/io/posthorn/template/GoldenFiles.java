package io.posthorn.template;

import io.posthorn.template.check.Finding;
import io.posthorn.template.check.Finding.Severity;
import io.posthorn.template.check.LineDiff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the mails of the samples are known to look like, kept beside the templates in folders {@code golden}. They are no part
 * of the set: no mail depends on them.
 */
final class GoldenFiles {

    private final Path directory;

    GoldenFiles(Path directory) {
        this.directory = directory;
    }

    /** The golden files that a mail has: what stands in them by path within the set. */
    static SortedMap<String, String> of(String template, String sample, Rendering.Rendered mail) {
        String path = template + '/' + SetFiles.GOLDEN + '/' + sample + '.' + mail.locale();
        StringBuilder text =
                new StringBuilder("Subject: ").append(mail.content().subject()).append('\n');
        mail.headers()
                .forEach(header -> text.append(header.name())
                        .append(": ")
                        .append(header.value())
                        .append('\n'));
        text.append('\n').append(mail.content().text());
        SortedMap<String, String> files = new TreeMap<>();
        files.put(path + ".txt", text.toString());
        if (mail.content().html() != null) {
            files.put(path + ".html", mail.content().html());
        }
        return files;
    }

    /** Tells what differs. A template without a folder {@code golden} has none to be held against. */
    void compare(String template, SortedMap<String, String> mails, Consumer<Finding> findings) throws IOException {
        Set<String> there = there(template);
        if (there.isEmpty()) {
            return;
        }
        for (String path : mails.keySet()) {
            if (!there.contains(path)) {
                findings.accept(finding(path, 0, "is missing: the mail is new", ""));
                continue;
            }
            String before = read(path);
            if (!before.equals(mails.get(path))) {
                findings.accept(finding(
                        path,
                        LineDiff.firstDifference(before, mails.get(path)),
                        "the mail has changed",
                        LineDiff.of(before, mails.get(path))));
            }
        }
        there.removeAll(mails.keySet());
        there.forEach(path -> findings.accept(finding(path, 0, "there is no such mail any more", "")));
    }

    /** Writes them as the mails are now; answers the paths of those that changed, were added or taken away. */
    List<String> update(String template, SortedMap<String, String> mails) throws IOException {
        List<String> changed = new ArrayList<>();
        Set<String> there = there(template);
        for (String path : mails.keySet()) {
            if (!there.contains(path) || !read(path).equals(mails.get(path))) {
                Path file = directory.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, mails.get(path));
                changed.add(path);
            }
        }
        there.removeAll(mails.keySet());
        for (String path : there) {
            Files.delete(directory.resolve(path));
            changed.add(path);
        }
        return changed;
    }

    private String read(String path) throws IOException {
        return new String(Files.readAllBytes(directory.resolve(path)), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private Set<String> there(String template) throws IOException {
        Path folder = directory.resolve(template).resolve(SetFiles.GOLDEN);
        Set<String> paths = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(Files::isRegularFile)
                        .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                        .filter(path -> path.endsWith(".txt") || path.endsWith(".html"))
                        .forEach(paths::add);
            }
        }
        return paths;
    }

    private static Finding finding(String path, int line, String problem, String detail) {
        return new Finding(
                Severity.ERROR,
                "golden",
                path,
                line,
                problem,
                "if it is meant: templates check --update, and commit",
                detail);
    }
}
