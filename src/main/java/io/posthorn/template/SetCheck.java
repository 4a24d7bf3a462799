package io.posthorn.template;

import io.posthorn.template.check.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds all that is wrong with a set in a directory, and not only what would keep it from being used. Needs nothing but the
 * files.
 */
public final class SetCheck {

    /** The rule of whatever keeps a set from being used. */
    static final String BROKEN = "broken";

    private final SetFiles files;
    private final GoldenFiles golden;
    private final TreeSet<Finding> findings = new TreeSet<>();
    private final Map<String, TemplateVersion> templates = new TreeMap<>();
    private int mails;

    private SetCheck(SetFiles files, GoldenFiles golden) {
        this.files = files;
        this.golden = golden;
    }

    /**
     * What came out.
     *
     * @param findings in the order of files and lines
     * @param templates how many there are that mails can be made with
     * @param mails how many were made of samples
     * @param updated paths of the golden files that were written or taken away
     */
    public record Result(List<Finding> findings, int templates, int mails, List<String> updated) {

        /** Whether something is an error. */
        public boolean hasErrors() {
            return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        }
    }

    /**
     * Checks the set in that directory.
     *
     * @param update write the golden files as the mails are now, unless some sample of the template gives no mail, instead of
     *     telling what has changed
     * @throws BrokenTemplateException if there is no set there
     * @throws IOException if it cannot be read
     */
    public static Result check(Path directory, boolean update) throws IOException {
        SetFolder folder = new SetFolder(directory);
        return new SetCheck(folder.whole(), new GoldenFiles(folder.root())).run(update);
    }

    private Result run(boolean update) throws IOException {
        List<String> updated = new ArrayList<>();
        try {
            templates.putAll(TemplateSet.read(files, this::broken));
            SetManifest manifest = SetManifest.of(files);
            new FileReview(files, manifest, templates, findings).run();
            for (TemplateVersion version : templates.values()) {
                golden(version, update, updated);
            }
        } catch (BrokenTemplateException e) {
            broken(e);
        }
        return new Result(new ArrayList<>(findings), templates.size(), mails, updated);
    }

    private void golden(TemplateVersion version, boolean update, List<String> updated) throws IOException {
        SampleReview samples = new SampleReview(files, version, findings);
        int made = samples.run();
        mails += made;
        if (made == 0 || samples.refusedAny()) {
            return; // What is known of its mails is not what they are meant to be.
        }
        if (update) {
            updated.addAll(golden.update(version.ref().name(), samples.golden()));
        } else {
            golden.compare(version.ref().name(), samples.golden(), findings::add);
        }
    }

    private void broken(BrokenTemplateException e) {
        boolean follows =
                e.line() == 0 && findings.stream().anyMatch(f -> f.file().equals(e.file()));
        if (!follows) {
            findings.add(finding(e));
        }
    }

    static Finding finding(BrokenTemplateException e) {
        int semicolon = e.problem().indexOf("; ");
        return new Finding(
                Finding.Severity.ERROR,
                BROKEN,
                e.file(),
                e.line(),
                semicolon < 0 ? e.problem() : e.problem().substring(0, semicolon),
                semicolon < 0 ? "" : e.problem().substring(semicolon + 2));
    }
}
