package io.posthorn.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: the gateway without arguments, else one of the commands, for which no gateway is started. */
@QuarkusMain
@Command(
        name = "posthorn",
        description = "An event-driven mail gateway between Kafka and SMTP.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {SendCommand.class, MailsCommand.class, TemplatesCommand.class})
public final class Posthorn implements Runnable {

    public static void main(String... args) {
        if (args.length == 0) {
            Quarkus.run();
        } else {
            System.exit(commandLine().execute(args));
        }
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Posthorn()).setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((mistake, args) -> {
            CommandLine command = mistake.getCommandLine();
            String name = command.getCommandSpec().qualifiedName();
            command.getErr().println(name + ": " + mistake.getMessage() + "; see " + name + " --help");
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
        return commandLine;
    }

    @Command(description = "Run the gateway. The same as no command.", mixinStandardHelpOptions = true)
    @Override
    public void run() {
        Quarkus.run();
    }
}
