package io.posthorn.template;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A set as it stands in a revision of the git repository that holds its directory. Reads what is committed, as it is
 * committed; the working tree plays no part.
 */
record GitFolder(Path directory) {

    private static final String LINK = "120000";

    /** A revision that there is not, and whatever keeps git from telling, is a {@link BrokenTemplateException}. */
    SetFiles read(String revision) throws IOException {
        Git git = new Git(directory);
        Git.Answer prefix = git.ask("rev-parse", "--show-prefix");
        if (!prefix.ok()) {
            throw new BrokenTemplateException(
                    revision,
                    0,
                    "is no directory with a template set, and " + directory
                            + " is in no git repository that can be read: " + prefix.trouble());
        }
        if (revision.startsWith("-")) {
            throw unknown(revision);
        }
        Optional<String> commit = git.name(revision + "^{commit}");
        String path = prefix.line().replaceFirst("/$", "");
        Optional<String> tree = commit.isPresent() ? git.name(commit.get() + ':' + path) : folder(git, revision);
        if (tree.isEmpty()) {
            throw commit.isEmpty() ? unknown(revision) : noSet(revision, path);
        }
        Map<String, byte[]> files = files(git, tree.get());
        if (!files.containsKey(SetManifest.FILE)) {
            throw noSet(revision, path);
        }
        return new SetFiles(files, commit.orElse(revision));
    }

    private static Optional<String> folder(Git git, String revision) throws IOException {
        Optional<String> object = git.name(revision);
        return object.isPresent() ? git.name(object.get() + "^{tree}") : object;
    }

    private static Map<String, byte[]> files(Git git, String tree) throws IOException {
        Map<String, String> names = new TreeMap<>();
        long size = 0;
        Git.Answer list = git.ask("ls-tree", "-r", "-z", "-l", "--full-tree", tree);
        if (!list.ok()) {
            throw new IOException(list.trouble());
        }
        for (String entry : list.text().split("\0")) {
            int tab = entry.indexOf('\t');
            String[] facts = entry.substring(0, Math.max(0, tab)).split(" +"); // mode, type, name, size
            String path = entry.substring(tab + 1);
            if (facts.length < 4 || !facts[1].equals("blob") || !SetFiles.belongs(path)) {
                continue;
            }
            if (facts[0].equals(LINK)) {
                throw SetFiles.link(path);
            }
            names.put(path, facts[2]);
            size += Long.parseLong(facts[3]);
            SetFiles.checkSize(path, names.size(), size);
        }
        return git.contents(names);
    }

    private BrokenTemplateException unknown(String revision) {
        return new BrokenTemplateException(
                revision,
                0,
                "is neither a directory with a template set nor a revision of the git repository that holds "
                        + directory + "; a clone without history has to fetch it first");
    }

    private static BrokenTemplateException noSet(String revision, String path) {
        String folder = path.isEmpty() ? "at its top" : "in " + path;
        return new BrokenTemplateException(
                revision,
                0,
                "there is no template set " + folder + " in this revision: no file " + SetManifest.FILE
                        + "; if it lay elsewhere then, say where: " + revision + ":FOLDER");
    }
}
