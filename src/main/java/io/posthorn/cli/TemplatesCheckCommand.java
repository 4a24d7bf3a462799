package io.posthorn.cli;

import io.posthorn.template.BrokenTemplateException;
import io.posthorn.template.SetCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code posthorn templates check}: all that is wrong with a set. */
@Command(
        name = "check",
        description = "Find what is wrong with the template set in a directory, before a mail is made with it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The set can be used.",
            "1:Something is wrong with the set.",
            "2:There is no set in the directory, or the options are not right."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  posthorn templates check src/main/templates",
            "  posthorn templates check -o github --strict mail-templates",
            "  posthorn templates check --update mail-templates && git diff"
        })
final class TemplatesCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Where posthorn.yaml is.")
    private Path directory;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (the default), json, or github for annotations of a workflow.",
            converter = CheckReport.Converter.class,
            defaultValue = "text")
    private CheckReport report;

    @Option(names = "--strict", description = "Exit with 1 for warnings too.")
    private boolean strict;

    @Option(
            names = "--update",
            description = "Write the golden files as the mails are now, instead of telling how they differ.")
    private boolean update;

    @Override
    public Integer call() {
        SetCheck.Result result;
        try {
            result = SetCheck.check(directory, update);
        } catch (BrokenTemplateException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "cannot read " + directory + ": " + e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        report.write(directory, result, out);
        out.flush();
        boolean bad = result.hasErrors() || (strict && !result.findings().isEmpty());
        return bad ? ExitCode.SOFTWARE : ExitCode.OK;
    }
}
