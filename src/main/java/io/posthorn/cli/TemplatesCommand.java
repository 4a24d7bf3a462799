package io.posthorn.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code posthorn templates}: what those who write templates need. */
@Command(
        name = "templates",
        description = "Look after templates.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            TemplatesCheckCommand.class,
            TemplatesDiffCommand.class,
            TemplatesPreviewCommand.class,
            TemplatesTestSendCommand.class
        })
final class TemplatesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
