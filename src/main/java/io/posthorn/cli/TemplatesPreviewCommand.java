package io.posthorn.cli;

import io.posthorn.mail.Fault;
import io.posthorn.relay.MessageComposer;
import io.posthorn.template.BrokenTemplateException;
import io.posthorn.template.Draft;
import io.posthorn.template.LoadedSet;
import io.posthorn.template.Rendering;
import io.posthorn.template.TemplateVersion;
import io.posthorn.template.Workbench;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code posthorn templates preview}: one sample of one template, rendered; needs no gateway. */
@Command(
        name = "preview",
        description = "Render a sample of a template and print it. Needs no gateway, sends nothing. A running gateway"
                + " shows the same in a browser, at /console/templates, if posthorn.console.preview is true.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The sample is rendered.",
            "1:The set is broken, or the sample does not fit the template.",
            "2:There is no such template or sample, or the options are not right."
        })
final class TemplatesPreviewCommand implements Callable<Integer> {

    enum Part {
        TEXT,
        HTML,
        EML;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The template.")
    private String name;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "The template set. Default: the one that was packaged with Posthorn.")
    private Path directory;

    @Option(
            names = "--sample",
            paramLabel = "SAMPLE",
            defaultValue = "default",
            description = "Which of its samples. Default: default.")
    private String sample;

    @Option(names = "--locale", paramLabel = "TAG", description = "Such as de-AT. Default: the template's own.")
    private String locale;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|html|eml",
            defaultValue = "text",
            description = "text: subject and text. html: the HTML. eml: the whole message, for a mail program. Default:"
                    + " text.")
    private Part output;

    @Override
    public Integer call() {
        try {
            LoadedSet set = directory == null ? Workbench.packaged() : Workbench.directory(directory);
            return print(set, template(set));
        } catch (BrokenTemplateException e) {
            return failed(e.getMessage());
        } catch (IOException e) {
            return failed("cannot read " + directory + ": " + e.getMessage());
        }
    }

    private TemplateVersion template(LoadedSet set) {
        TemplateVersion template = set.templates().get(name);
        if (template == null) {
            throw mistake("there is no template " + name + "; there are "
                    + String.join(", ", set.templates().keySet()));
        }
        return template;
    }

    private int print(LoadedSet set, TemplateVersion template) {
        Map<String, Object> data = set.sample(name, sample)
                .orElseThrow(() -> mistake(
                        "there is no sample " + sample + "; there are " + String.join(", ", set.samples(name))));
        Rendering rendering = Workbench.render(template, locale, data);
        if (rendering instanceof Rendering.Refused refused) {
            for (Fault fault : refused.faults()) {
                failed(name + "/samples/" + sample + ".json"
                        + (fault.pointer().isEmpty() ? "" : " at " + fault.pointer()) + ": " + fault.message());
            }
            return ExitCode.SOFTWARE;
        }
        Draft draft = Draft.of(
                template,
                (Rendering.Rendered) rendering,
                data,
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (output) {
                    case TEXT ->
                        "Subject: " + draft.content().subject() + "\n\n"
                                + orElse(draft.content().text(), "(no text)\n");
                    case HTML -> orElse(draft.content().html(), "");
                    case EML ->
                        MessageComposer.compose(draft.mail(), draft.content()).raw();
                });
        out.flush();
        return ExitCode.OK;
    }

    private int failed(String why) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + why);
        return ExitCode.SOFTWARE;
    }

    private static String orElse(String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
