package io.posthorn.template;

import io.posthorn.mail.Content;
import io.posthorn.mail.Fault;
import io.posthorn.template.check.Finding;
import io.posthorn.template.check.Finding.Severity;
import io.posthorn.template.check.JsonLines;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a mail of every sample in every locale, and looks at it. */
final class SampleReview {

    /** Gmail shows the first 102 KB of a mail and hides the rest behind a link, the way to unsubscribe with it. */
    static final int MOST_HTML = 100 << 10;

    static final int MUCH_HTML = 90 << 10;
    /** RFC 5322 section 2.1.1 recommends lines of 78 characters, and no mail program shows more. */
    static final int LONG_SUBJECT = 78;

    private static final Set<String> FATAL =
            Set.of(SetCheck.BROKEN, "unknown-variable", "unknown-message", "wrong-type");
    private static final MailRenderer RENDERER = new MailRenderer(new DefaultLimits());

    private final SetFiles files;
    private final TemplateVersion version;
    private final Set<Finding> findings;
    private final Map<String, Integer> longest = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final SortedMap<String, String> golden = new TreeMap<>();
    private boolean broken;
    private int mails;

    SampleReview(SetFiles files, TemplateVersion version, Set<Finding> findings) {
        this.files = files;
        this.version = version;
        this.findings = findings;
    }

    /** Whether some sample gave no mail. */
    boolean refusedAny() {
        return !refused.isEmpty() || broken;
    }

    /** What the mails look like, as golden files; incomplete if something was told about a sample. */
    SortedMap<String, String> golden() {
        return golden;
    }

    /** How many mails were made. */
    int run() {
        String folder = version.ref().name() + LoadedSet.SAMPLES;
        List<String> samples =
                files.in(folder).stream().filter(path -> path.endsWith(".json")).toList();
        if (samples.isEmpty()) {
            tell(
                    Severity.WARNING,
                    "no-sample",
                    version.manifest().file(),
                    0,
                    "the template has no samples, so nothing is known of its mails",
                    "put data into " + folder + "/default.json");
        }
        samples.forEach(this::sample);
        return mails;
    }

    private void sample(String path) {
        String text = SourceFiles.decoded(path, files.file(path).orElseThrow());
        try {
            Map<String, Object> data = LoadedSet.object(path, text);
            List<Fault> faults = schemaIsGood() ? version.schema().check(data) : List.of();
            JsonLines lines = JsonLines.of(text);
            faults.forEach(fault -> refused("sample-schema", path, lines, fault));
            if (faults.isEmpty() && templateIsGood()) {
                version.locales().keySet().forEach(locale -> mail(path, lines, locale, data));
            }
        } catch (BrokenTemplateException e) {
            broken = true;
            findings.add(SetCheck.finding(e));
        }
    }

    private boolean schemaIsGood() {
        return findings.stream()
                .noneMatch(finding -> finding.file().equals(version.ref().name() + "/schema.json"));
    }

    /** Else nothing but the consequences of what was told already would come out. */
    private boolean templateIsGood() {
        return findings.stream()
                .noneMatch(finding -> FATAL.contains(finding.rule())
                        && (version.files().has(finding.file())
                                || finding.file().startsWith(version.ref().name() + "/")));
    }

    private void mail(String path, JsonLines lines, String locale, Map<String, Object> data) {
        Rendering rendering = RENDERER.render(version, locale, data);
        mails++;
        if (rendering instanceof Rendering.Refused refused) {
            refused.faults().forEach(fault -> refused("sample-refused", path, lines, fault));
        } else if (rendering instanceof Rendering.Rendered rendered) {
            look(path, locale, rendered.content());
            String name = path.substring(path.lastIndexOf('/') + 1, path.length() - ".json".length());
            golden.putAll(GoldenFiles.of(version.ref().name(), name, rendered));
        }
    }

    private void refused(String rule, String path, JsonLines lines, Fault fault) {
        if (!refused.add(path + fault.pointer() + fault.code())) {
            return; // in another locale
        }
        String where = fault.pointer().isEmpty() ? "" : fault.pointer() + ": ";
        tell(Severity.ERROR, rule, path, lines.line(fault.pointer()), where + fault.message(), "");
    }

    private void look(String sample, String locale, Content content) {
        int subject = content.subject().codePointCount(0, content.subject().length());
        int line = version.manifest().entries().section("subject").line(locale);
        if (content.subject().isBlank()) {
            tell(Severity.ERROR, "subject", version.manifest().file(), line, "is empty with " + sample, "");
        } else if (subject > LONG_SUBJECT && more("subject" + locale, subject)) {
            tell(
                    Severity.WARNING,
                    "subject",
                    version.manifest().file(),
                    line,
                    "the subject has " + subject + " characters with " + sample + ", and mail programs show "
                            + LONG_SUBJECT + " at most",
                    "shorten it");
        }
        if (content.html() != null) {
            size(sample, locale, content.html());
        }
    }

    private void size(String sample, String locale, String html) {
        int size = html.getBytes(StandardCharsets.UTF_8).length;
        if (size > MUCH_HTML && more("html" + locale, size)) {
            tell(
                    size > MOST_HTML ? Severity.ERROR : Severity.WARNING,
                    "html-size",
                    version.ref().name() + '/' + locale + ".html",
                    0,
                    "the HTML has " + (size >> 10) + " KB with " + sample + ", and Gmail cuts mails off after 102 KB",
                    "leave something out, or lower “maxItems” in schema.json");
        }
    }

    private boolean more(String what, int size) {
        return longest.merge(what, size, Math::max) == size;
    }

    private void tell(Severity severity, String rule, String file, int line, String problem, String mend) {
        findings.add(new Finding(severity, rule, file, line, problem, mend));
    }
}
