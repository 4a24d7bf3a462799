package io.posthorn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One action of {@code posthorn mails}, by the gateway's API. The command's name is the action's. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every delivery is as the action would have it, or they were counted.",
            "1:Some are not, or the gateway did not answer.",
            "2:The options are not right."
        })
abstract class ActionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The mail. Without it, --where says which mails.")
    private String id;

    @Option(names = "--recipient", paramLabel = "ADDRESS", description = "Only that recipient of the mail.")
    private String recipient;

    @Option(
            names = "--where",
            paramLabel = "NAME=VALUE",
            description = "A filter of GET /api/v1/mails, such as tenant=shop or state=deferred. Repeatable; all must"
                    + " hold. Without --confirm the deliveries are counted only.")
    private Map<String, String> where = new TreeMap<>();

    @Option(names = "--confirm", paramLabel = "COUNT", description = "Do it, if no more than so many match.")
    private Integer confirm;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            required = true,
            defaultValue = "${env:POSTHORN_ACTOR}",
            description = "Who does it; goes on record. Default: POSTHORN_ACTOR.")
    private String actor;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; goes on record.")
    private String reason;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:POSTHORN_URL:-http://localhost:8080}",
            description = "Where the gateway's API is. Default: POSTHORN_URL, or else http://localhost:8080.")
    private URI url;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "json is the API's answer, as it is. Default: text.")
    private Output output;

    @Override
    public Integer call() {
        if ((id == null) == where.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "give a mail's ID or --where, and not both");
        }
        if (id == null && recipient != null) {
            throw new ParameterException(spec.commandLine(), "with --where, give the recipient as a filter too");
        }
        GatewayClient.Answer answer = new GatewayClient(url)
                .post(
                        id == null
                                ? "/api/v1/mails/actions"
                                : "/api/v1/mails/" + GatewayClient.segment(id) + "/" + spec.name(),
                        body());
        if (answer.body() == null) {
            spec.commandLine().getErr().println(spec.qualifiedName() + ": " + answer.trouble());
            return ExitCode.SOFTWARE;
        }
        if (output == Output.JSON) {
            spec.commandLine().getOut().println(answer.body());
        } else {
            new ActionReport(spec, where).print(answer);
        }
        return answer.ok() && !refused(answer.body()) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("actor", actor);
        body.put("reason", reason);
        if (id != null) {
            if (recipient != null) {
                body.put("recipient", recipient);
            }
            return body;
        }
        body.put("action", spec.name());
        ObjectNode filter = body.putObject("filter");
        where.forEach(filter::put);
        if (confirm != null) {
            body.put("confirm", confirm);
        }
        return body;
    }

    private static boolean refused(JsonNode answer) {
        if (answer.path("underWay").asInt() > 0) {
            return true;
        }
        for (JsonNode delivery : answer.path("deliveries")) {
            if (delivery.path("result").asText().equals("refused")) {
                return true;
            }
        }
        return false;
    }
}
