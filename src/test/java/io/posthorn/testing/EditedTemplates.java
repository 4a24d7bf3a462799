package io.posthorn.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** A designer's place of work: a copy of this repository's templates that a gateway follows, with the preview on. */
public final class EditedTemplates implements QuarkusTestResourceLifecycleManager {

    private static final String DIRECTORY = "posthorn.templates.directory";

    private Path directory;

    /** Where the copy of the running test is. */
    public static Path directory() {
        return ConfigProvider.getConfig().getValue(DIRECTORY, Path.class);
    }

    @Override
    public Map<String, String> start() {
        Path from = Path.of("src/main/templates");
        try {
            directory = Files.createTempDirectory("edited-templates-");
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    Path copy = directory.resolve(from.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                DIRECTORY,
                directory.toString(),
                "posthorn.console.preview",
                "true",
                "posthorn.test-send.recipients",
                "@designers.example,ada@example.org",
                "posthorn.templates.watch.interval",
                "100ms");
    }

    @Override
    public void stop() {
        if (directory != null) {
            Directories.delete(directory);
        }
    }
}
