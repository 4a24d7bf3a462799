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
    private final TreeSet<Finding> findings = new TreeSet<>();
    private final Map<String, TemplateVersion> templates = new TreeMap<>();
    private int mails;

    private SetCheck(SetFiles files) {
        this.files = files;
    }

    /**
     * What came out.
     *
     * @param findings in the order of files and lines
     * @param templates how many there are that mails can be made with
     * @param mails how many were made of samples
     */
    public record Result(List<Finding> findings, int templates, int mails) {

        /** Whether something is an error. */
        public boolean hasErrors() {
            return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        }
    }

    /**
     * Checks the set in that directory.
     *
     * @throws BrokenTemplateException if there is no set there
     * @throws IOException if it cannot be read
     */
    public static Result check(Path directory) throws IOException {
        SetFolder folder = new SetFolder(directory);
        SetFolder.Look look = folder.look();
        SetFiles files = folder.read(look)
                .orElseThrow(() ->
                        new BrokenTemplateException(directory.toString(), 0, "changes while it is read; try again"));
        return new SetCheck(files).run();
    }

    private Result run() {
        try {
            templates.putAll(TemplateSet.read(files, this::broken));
            SetManifest manifest = SetManifest.parse(SourceFiles.decoded(
                    SetManifest.FILE, files.file(SetManifest.FILE).orElseThrow()));
            new FileReview(files, manifest, templates, findings).run();
            templates.values().forEach(version -> mails += new SampleReview(files, version, findings).run());
        } catch (BrokenTemplateException e) {
            broken(e);
        }
        return new Result(new ArrayList<>(findings), templates.size(), mails);
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
