package io.posthorn.template;

import io.posthorn.mail.Content;
import io.posthorn.template.markup.Inliner;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the templates of this repository cost, by the classes that the gateway uses: {@code ./mvnw -Pjmh}. One thread, the
 * sample {@code default} in English. docs/performance.md says what came out.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx256m", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"})
@State(Scope.Thread)
public class RenderBenchmark {

    private static final String LOCALE = "en";

    /** Which template, and its data. */
    @State(Scope.Thread)
    public static class Job {

        @Param({"order-confirmation", "password-reset", "newsletter"})
        private String template;

        private TemplateVersion packaged;
        private Map<String, Object> data;

        @Setup
        public void read() {
            // As the gateway runs: otherwise most of the time goes into log records that nobody reads.
            Logger.getLogger("").setLevel(Level.INFO);
            packaged = new TemplateCatalog(Limits.DEFAULTS).current(template).orElseThrow();
            data = Samples.read(template, "default");
        }
    }

    /** One of two versions of it: the one as it is, or the same files by the rules from before the inliner. */
    @State(Scope.Thread)
    public static class Version {

        @Param({"true", "false"})
        private boolean inliner;

        private byte[] source;
        private TemplateVersion version;

        @Setup
        public void choose(Job job) {
            source = inliner ? job.packaged.source() : withoutEdition(job.packaged);
            version = TemplateVersion.rebuild(job.template, source);
        }

        private static byte[] withoutEdition(TemplateVersion version) {
            SourceFiles files = new SourceFiles();
            version.files().texts().forEach((path, text) -> {
                if (!path.equals(Edition.FILE)) {
                    files.add(path, text);
                }
            });
            version.files().images().forEach(files::add);
            return files.archive();
        }
    }

    /** The HTML of a mail, and what is left to do for an inliner that remembers nothing. */
    @State(Scope.Thread)
    public static class Page {

        private String html;

        @Setup
        public void render(Job job) {
            Version plain = new Version();
            plain.inliner = false;
            plain.choose(job);
            html = new RenderBenchmark().render(job, plain).html();
        }
    }

    private final MailRenderer renderer = new MailRenderer(Limits.DEFAULTS);

    /** Check of the data, subject, headers, text, HTML, check of the content: what the gateway does for each mail. */
    @Benchmark
    @Fork(2)
    public Content render(Job job, Version of) {
        return rendered(of.version, job);
    }

    /** The part of it that holds the data against the schema. */
    @Benchmark
    public int checkData(Job job) {
        return job.packaged.schema().check(job.data).size();
    }

    /** A version from its source to its first mail: what is done once for all later ones. */
    @Benchmark
    public Content firstRender(Job job, Version of) {
        return rendered(TemplateVersion.rebuild(job.template, of.source), job);
    }

    /** What styles would cost if each page was read anew. */
    @Benchmark
    public String inlineAnew(Page page) {
        return new Inliner(false).inlined(page.html);
    }

    private Content rendered(TemplateVersion version, Job job) {
        return ((Rendering.Rendered) renderer.render(version, LOCALE, job.data)).content();
    }
}
