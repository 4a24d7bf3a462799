package io.posthorn.cli;

import io.posthorn.mail.Body;
import io.posthorn.mail.Mail;
import io.posthorn.queue.LatestMails;
import io.posthorn.template.BrokenTemplateException;
import io.posthorn.template.CandidateSet;
import io.posthorn.template.diff.MailDiff;
import io.posthorn.template.diff.SetDiff;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code posthorn templates diff}: what would change, mail by mail, between two sets. */
@Command(
        name = "diff",
        description =
                "Tell mail by mail what changes when the template set in DIR takes the place of another: of the one"
                        + " that DIR held in a revision of its git repository, or of the one in another directory. Both are given"
                        + " the same samples, and the data of real requests if that is asked for. Sends nothing and changes"
                        + " nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeOnExecutionException = ExitCode.USAGE,
        exitCodeList = {
            "0:No mail changes.",
            "1:Some mail changes, is new or would fail, or the set in DIR is broken.",
            "2:The sets cannot be compared, or the options are not right."
        },
        footerHeading = "%n" + GatewayDatabase.HELP + "Without --requests none is needed.%n%nExamples:%n",
        footer = {
            "  posthorn templates diff HEAD src/main/templates",
            "  posthorn templates diff origin/main --template newsletter",
            "  posthorn templates diff v1.4:mail-templates --requests 100",
            "  posthorn templates diff /srv/templates/current mail-templates"
        })
final class TemplatesDiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "REV-OR-DIR",
            description =
                    "The set before: a directory with a posthorn.yaml, or else a revision of the repository that holds"
                            + " DIR, such as HEAD, origin/main or v1.4; REV:FOLDER if the set lay in another folder then.")
    private String before;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The set after, as it is on the disk now. Default: the current directory.")
    private Path directory;

    @Option(names = "--template", paramLabel = "NAME", description = "Of this template only. May be given repeatedly.")
    private List<String> templates = List.of();

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Compare the mails of the last N requests that the gateway has accepted, too, newest first. What"
                            + " stands in them is shown; whom they went to is not.")
    private int requests;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "json is one object with every mail. Default: text.")
    private Output output;

    @Override
    public Integer call() {
        CandidateSet after;
        CandidateSet old;
        try {
            after = CandidateSet.directory(directory);
            old = before();
        } catch (BrokenTemplateException | IOException e) {
            throw mistake(e.getMessage());
        }
        if (requests < 0) {
            throw mistake("--requests takes a number that is not negative");
        }
        PrintWriter out = spec.commandLine().getOut();
        DiffReport report = output == Output.JSON ? new DiffJson(out) : new DiffText(out);
        return compare(old, after, report);
    }

    private CandidateSet before() throws IOException {
        Path place = Path.of(before);
        return Files.isRegularFile(place.resolve("posthorn.yaml"))
                ? CandidateSet.directory(place)
                : CandidateSet.revision(directory, before);
    }

    private int compare(CandidateSet old, CandidateSet after, DiffReport report) {
        SetDiff diff = new SetDiff(old, after);
        Collection<String> chosen = chosen(diff);
        DiffTally samples = new DiffTally();
        DiffTally real = requests == 0 ? null : new DiffTally();
        try {
            GatewayDatabase database = requests == 0 ? null : GatewayDatabase.configured();
            report.begin(old, after);
            chosen.forEach(template -> diff.samples(template, into(report, samples)));
            if (database != null) {
                requests(database, diff, chosen, into(report, real));
            }
        } catch (GatewayDatabase.Unreadable e) {
            spec.commandLine().getOut().flush();
            spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
            return ExitCode.USAGE;
        }
        report.end(samples, real);
        boolean changes = samples.changes() || (real != null && real.changes()) || !after.usable();
        return changes ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private void requests(
            GatewayDatabase database, SetDiff diff, Collection<String> templates, Consumer<MailDiff> found)
            throws GatewayDatabase.Unreadable {
        database.ask(spec.qualifiedName(), connection -> {
            GatewayDatabase.planAsTheGateway(connection);
            return new LatestMails(connection, templates).read(requests, mail -> found.accept(compared(diff, mail)));
        });
    }

    private Collection<String> chosen(SetDiff diff) {
        for (String template : templates) {
            if (!diff.templates().contains(template)) {
                throw mistake("there is no template " + template + " in either set; there are "
                        + String.join(", ", diff.templates()));
            }
        }
        return templates.isEmpty() ? diff.templates() : new TreeSet<>(templates);
    }

    private static MailDiff compared(SetDiff diff, Mail mail) {
        Body.FromTemplate body = (Body.FromTemplate) mail.body();
        return diff.request(mail.id(), body.template().name(), body.locale(), body.data());
    }

    private static Consumer<MailDiff> into(DiffReport report, DiffTally tally) {
        return diff -> {
            tally.add(diff);
            report.mail(diff);
        };
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
