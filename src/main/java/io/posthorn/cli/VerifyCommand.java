package io.posthorn.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posthorn.account.AccountJson;
import io.posthorn.account.Offender;
import io.posthorn.account.Report;
import io.posthorn.account.Verification;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code posthorn audit verify}: is everything accounted for? */
@Command(
        name = "verify",
        description =
                "Prove from the database alone that every record of Kafka became a mail, a duplicate, a rejection or"
                        + " a dead letter, that every delivery has ended or will be attempted, and that every state has its"
                        + " events; or name what is not so. Changes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%n" + GatewayDatabase.HELP,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Everything is accounted for.", "1:Something is not.", "2:The database cannot be read."})
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "json is one object with a list of offenders. Default: text.")
    private Output output;

    @Override
    public Integer call() {
        try {
            Report report = GatewayDatabase.configured().ask(spec.qualifiedName(), Verification::run);
            if (output == Output.JSON) {
                spec.commandLine().getOut().println(json(report));
            } else {
                print(report);
            }
            return report.clean() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (GatewayDatabase.Unreadable e) {
            spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
            return ExitCode.USAGE;
        }
    }

    private static ObjectNode json(Report report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("clean", report.clean());
        if (report.since() != null) {
            json.put("since", report.since().toString());
        }
        json.put("partitions", report.partitions());
        json.put("offsets", report.offsets());
        ArrayNode offenders = json.putArray("offenders");
        report.offenders().forEach(offender -> offenders.add(AccountJson.write(offender)));
        json.put("unnamed", report.unnamed());
        return json;
    }

    private void print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(report.offsets() + " offsets of " + report.partitions() + " partitions are accounted for"
                + (report.since() == null ? "" : ", since " + report.since()));
        for (Offender offender : report.offenders()) {
            out.println(offender.kind().label() + ": " + subject(offender) + ": " + offender.detail());
        }
        report.offenders().stream().map(Offender::kind).distinct().sorted().forEach(kind -> {
            out.println();
            out.println(kind.label() + ": what to do");
            out.println(kind.remedy());
        });
        if (report.unnamed() > 0) {
            out.println("and " + report.unnamed() + " offsets more");
        }
        if (report.clean()) {
            out.println("every mail and every delivery is as its events say, and has ended or waits for something");
        }
    }

    private static String subject(Offender offender) {
        if (offender.subject() instanceof Offender.Offsets offsets) {
            return offsets.topic() + ", partition " + offsets.partition() + ", offset " + offsets.from()
                    + (offsets.to() > offsets.from() + 1 ? " to " + (offsets.to() - 1) : "");
        }
        Offender.Mail mail = (Offender.Mail) offender.subject();
        return "mail " + mail.mail() + (mail.recipient() == null ? "" : ", recipient " + mail.recipient());
    }
}
