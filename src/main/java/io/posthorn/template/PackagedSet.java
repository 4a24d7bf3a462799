package io.posthorn.template;

import io.quarkus.runtime.util.ClassPathUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The set that was packaged with the program: in a directory, in a jar, or in a native executable. */
final class PackagedSet {

    private static final String FOLDER = "mail-templates";
    private static final URI NATIVE = URI.create("resource:/");

    private PackagedSet() {}

    static SetFiles read() {
        Map<String, byte[]> files = new TreeMap<>();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            URL place = loader.getResource(FOLDER + '/' + SetManifest.FILE);
            if (place != null && place.getProtocol().equals(NATIVE.getScheme())) {
                try (FileSystem resources = FileSystems.newFileSystem(NATIVE, Map.of())) {
                    collect(resources.getPath(FOLDER), files);
                }
            } else {
                ClassPathUtils.consumeAsPaths(loader, FOLDER, folder -> collect(folder, files));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SetFiles(files, null);
    }

    private static void collect(Path folder, Map<String, byte[]> files) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (SetFiles.belongs(path)) {
                    files.put(path, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
