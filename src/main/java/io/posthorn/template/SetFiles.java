package io.posthorn.template;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a set as they were at one moment, in memory: what changes on the disk meanwhile gets in between nowhere.
 */
final class SetFiles implements TemplateSet.Source {

    /** Most files of a set. */
    static final int MAX_FILES = 5_000;
    /** Most octets of a set. */
    static final long MAX_SIZE = 32L << 20;

    /** A file that says which revision the set is, for those who bake a set into an image. */
    static final String REVISION = "REVISION";

    /** What a template's mails are held against in tests; no mail is made with it. */
    static final String GOLDEN = "golden";

    private final SortedMap<String, byte[]> files;
    private final String hash;
    private final String revision;

    /**
     * @param files by path within the set, with {@code /} between folders
     * @param revision what its place says that it is, or null
     */
    SetFiles(Map<String, byte[]> files, String revision) {
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        this.hash = SourceFiles.hash(archive());
        this.revision = written().or(() -> Optional.ofNullable(revision)).orElse("sha256:" + hash);
    }

    /** Whether a file of that path, relative to the set, can be part of it. */
    static boolean belongs(String path) {
        String[] names = path.split("/");
        for (String name : names) {
            if (name.startsWith(".") || name.endsWith("~")) {
                return false;
            }
        }
        return names.length < 2 || !names[1].equals(GOLDEN);
    }

    /** Refuses the file with which a set becomes too much. */
    static void checkSize(String path, int files, long octets) {
        if (files > MAX_FILES || octets > MAX_SIZE) {
            throw new BrokenTemplateException(
                    path,
                    0,
                    "with this file the set has more than " + MAX_FILES + " files or " + (MAX_SIZE >> 20)
                            + " MiB; is the directory the right one?");
        }
    }

    /** What is wrong with a file that is none. */
    static BrokenTemplateException link(String path) {
        return new BrokenTemplateException(path, 0, "is a link; a set holds its files themselves");
    }

    @Override
    public Optional<byte[]> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Paths of all files, in order. */
    Set<String> paths() {
        return files.keySet();
    }

    /** Paths of the files in that folder and the folders in it, in order. */
    List<String> under(String folder) {
        String prefix = folder + "/";
        return files.tailMap(prefix).keySet().stream()
                .takeWhile(path -> path.startsWith(prefix))
                .toList();
    }

    /** Paths of the files directly in that folder, in order. */
    List<String> in(String folder) {
        return under(folder).stream()
                .filter(path -> path.indexOf('/', folder.length() + 1) < 0)
                .toList();
    }

    /** All of them as a ustar archive, for {@link #ofArchive}. */
    byte[] archive() {
        return UstarArchive.write(files);
    }

    /** The files again, under the revision they had. */
    static SetFiles ofArchive(byte[] archive, String revision) {
        return new SetFiles(UstarArchive.read(archive), revision);
    }

    /** SHA-256 over all paths and contents, in hexadecimal. */
    String hash() {
        return hash;
    }

    /** What people call this state of the set: a commit where one is known, else the hash. */
    String revision() {
        return revision;
    }

    private Optional<String> written() {
        return file(REVISION)
                .map(content -> SourceFiles.decoded(REVISION, content).strip())
                .map(text -> {
                    if (!text.matches("[A-Za-z0-9][A-Za-z0-9._:+/-]{0,99}")) {
                        throw new BrokenTemplateException(REVISION, 1, "a revision is one word, such as a commit");
                    }
                    return text;
                });
    }
}
