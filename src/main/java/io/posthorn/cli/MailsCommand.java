package io.posthorn.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code posthorn mails}: what operators do to mails. */
@Command(
        name = "mails",
        description = "Act on mails: cancel, hold, release, retry or resend them, one by one or by filter.",
        synopsisSubcommandLabel = "ACTION",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            MailsCommand.Cancel.class,
            MailsCommand.Hold.class,
            MailsCommand.Release.class,
            MailsCommand.Retry.class,
            MailsCommand.Resend.class
        })
final class MailsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which action?");
    }

    @Command(name = "cancel", description = "Give up what has not been sent.")
    static final class Cancel extends ActionCommand {}

    @Command(name = "hold", description = "Stop what has not been sent, until it is released.")
    static final class Hold extends ActionCommand {}

    @Command(
            name = "release",
            description = "Send what is on hold: held by an operator, or in doubt and not to be sent twice unasked.")
    static final class Release extends ActionCommand {}

    @Command(name = "retry", description = "Send now what waits for its next attempt.")
    static final class Retry extends ActionCommand {}

    @Command(name = "resend", description = "Say once more, by a new mail, what has ended.")
    static final class Resend extends ActionCommand {}
}
