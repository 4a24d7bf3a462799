package io.posthorn.template;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A set in a directory that others change: a designer's editor, git-sync, which swaps a link to a whole checkout, or a
 * ConfigMap, which swaps the link {@code ..data}. Links lead to the set and never out of it.
 */
record SetFolder(Path directory) {

    private static final String CONFIG_MAP = "..data";
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** How the directory looks, without what is in the files: where it is, and each file's size and time. */
    record Look(Path root, SortedMap<String, Stat> files) {}

    record Stat(long size, FileTime changed) {}

    /**
     * All of it as it is now, for those who look once. A directory without a set, or one that changes meanwhile, is a
     * {@link BrokenTemplateException}.
     */
    SetFiles whole() throws IOException {
        SetFiles files = read(look())
                .orElseThrow(() ->
                        new BrokenTemplateException(directory.toString(), 0, "changes while it is read; try again"));
        if (files.file(SetManifest.FILE).isEmpty()) {
            throw new BrokenTemplateException(
                    directory.toString(), 0, "there is no template set here: no file " + SetManifest.FILE);
        }
        return files;
    }

    /** Where its files are. A directory that is not there is a {@link BrokenTemplateException}. */
    Path root() throws IOException {
        try {
            Path data = directory.resolve(CONFIG_MAP);
            return (Files.isDirectory(data) ? data : directory).toRealPath();
        } catch (NoSuchFileException e) {
            throw new BrokenTemplateException(directory.toString(), 0, "there is no such directory");
        }
    }

    /** How it looks now. A directory that is not there is a {@link BrokenTemplateException}. */
    Look look() throws IOException {
        Path root = root();
        SortedMap<String, Stat> files = new TreeMap<>();
        Files.walkFileTree(root, new Visitor(root, files));
        return new Look(root, files);
    }

    /**
     * Reads all of it at once; empty if it changed meanwhile. What it is and what is too much is a
     * {@link BrokenTemplateException}.
     */
    Optional<SetFiles> read(Look look) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try {
            for (String path : look.files().keySet()) {
                contents.put(path, Files.readAllBytes(look.root().resolve(path)));
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return look().equals(look) ? Optional.of(new SetFiles(contents, commit(look.root()))) : Optional.empty();
    }

    /** git-sync names each checkout by its commit. */
    private static String commit(Path root) {
        for (Path name : root) {
            if (COMMIT.matcher(name.toString()).matches()) {
                return name.toString();
            }
        }
        return null;
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path root;
        private final SortedMap<String, Stat> files;
        private long size;

        Visitor(Path root, SortedMap<String, Stat> files) {
            this.root = root;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(root) || SetFiles.belongs(relative(folder))
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = relative(file);
            if (!SetFiles.belongs(path)) {
                return FileVisitResult.CONTINUE;
            }
            if (!attributes.isRegularFile()) {
                throw SetFiles.link(path);
            }
            files.put(path, new Stat(attributes.size(), attributes.lastModifiedTime()));
            size += attributes.size();
            SetFiles.checkSize(path, files.size(), size);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException && !file.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        private String relative(Path path) {
            return root.relativize(path).toString().replace('\\', '/');
        }
    }
}
