package io.posthorn.template;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A set that is looked at before it is used, broken or not.
 *
 * @param name what its reader calls it
 * @param set the templates that can be parsed
 * @param declared the names of all templates that it should have
 * @param complaints what keeps it from being used, in the order of the templates
 */
public record CandidateSet(
        String name, LoadedSet set, SortedSet<String> declared, List<BrokenTemplateException> complaints) {

    private static final int MOST_REASONS = 5;

    /**
     * The set in that directory as it is now.
     *
     * @throws BrokenTemplateException if there is none, or nothing of it can be read
     * @throws IOException if the directory cannot be read
     */
    public static CandidateSet directory(Path directory) throws IOException {
        return of(directory.toString(), new SetFolder(directory).whole());
    }

    /**
     * The set that the directory held in a revision of the git repository that it lies in.
     *
     * @param revision as {@code git rev-parse} knows it; one that names a folder, such as {@code main:templates}, is the set
     *     in that folder
     * @throws BrokenTemplateException if git cannot say, or there is no set, or nothing of it can be read
     * @throws IOException if git cannot be talked to
     */
    public static CandidateSet revision(Path directory, String revision) throws IOException {
        return of(revision, new GitFolder(directory).read(revision));
    }

    /** Whether a gateway would use it. */
    public boolean usable() {
        return complaints.isEmpty();
    }

    /** Why no mail can be made from that template, in a few lines; empty if it can be tried. */
    public List<String> reasons(String template) {
        if (set.templates().containsKey(template)) {
            return List.of();
        }
        if (!declared.contains(template)) {
            return List.of("there is no template " + template);
        }
        List<String> own = new ArrayList<>();
        List<String> shared = new ArrayList<>();
        for (BrokenTemplateException complaint : complaints) {
            String folder = complaint.file().replaceFirst("/.*", "");
            if (folder.equals(template)) {
                own.add(complaint.getMessage());
            } else if (!declared.contains(folder)) {
                shared.add(complaint.getMessage());
            }
        }
        return (own.isEmpty() ? shared : own).stream().limit(MOST_REASONS).toList();
    }

    private static CandidateSet of(String name, SetFiles files) {
        List<BrokenTemplateException> complaints = new ArrayList<>();
        LoadedSet set = LoadedSet.of(files, Clock.systemUTC().instant(), complaints::add);
        // A layout is complained of by each template that uses it.
        Set<String> told = new HashSet<>();
        List<BrokenTemplateException> distinct = complaints.stream()
                .filter(complaint -> told.add(complaint.getMessage()))
                .toList();
        SetManifest manifest = SetManifest.of(files);
        return new CandidateSet(name, set, new TreeSet<>(manifest.templates()), distinct);
    }
}
