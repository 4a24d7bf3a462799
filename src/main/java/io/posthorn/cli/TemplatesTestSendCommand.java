package io.posthorn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code posthorn templates test-send}: a sample to a real mailbox, by a running gateway. */
@Command(
        name = "test-send",
        description = "Have a running gateway send a sample of one of its templates to an address that its setting"
                + " posthorn.test-send.recipients allows.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The gateway has accepted the mail. Whether it arrives is told on the result topic.",
            "1:The gateway refused it or does not answer.",
            "2:The options are not right."
        })
final class TemplatesTestSendCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The template.")
    private String name;

    @Option(names = "--to", paramLabel = "ADDRESS", required = true, description = "Who gets it.")
    private String to;

    @Option(
            names = "--sample",
            paramLabel = "SAMPLE",
            defaultValue = "default",
            description = "Which of its samples. Default: default.")
    private String sample;

    @Option(names = "--locale", paramLabel = "TAG", description = "Such as de-AT. Default: the template's own.")
    private String locale;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:POSTHORN_URL:-http://localhost:8080}",
            description = "Where the gateway's API is. Default: POSTHORN_URL, or else http://localhost:8080.")
    private URI url;

    @Override
    public Integer call() {
        GatewayClient.Answer answer =
                new GatewayClient(url).post("/api/v1/templates/" + GatewayClient.segment(name) + "/test-send", body());
        if (answer.body() == null) {
            return failed(answer.trouble());
        }
        if (!answer.ok()) {
            return failed("not sent: " + why(answer.body()));
        }
        String id = answer.body().path("id").asText();
        spec.commandLine().getOut().println("accepted: " + url.toString().replaceAll("/$", "") + "/api/v1/mails/" + id);
        return ExitCode.OK;
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("to", to);
        body.put("sample", sample);
        if (locale != null) {
            body.put("locale", locale);
        }
        return body;
    }

    private static String why(JsonNode problem) {
        StringBuilder why = new StringBuilder(problem.path("title").asText("no reason is given"));
        for (JsonNode fault : problem.path("errors")) {
            why.append("; ")
                    .append(fault.path("pointer").asText())
                    .append(' ')
                    .append(fault.path("message").asText());
        }
        return why.toString();
    }

    private int failed(String why) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + why);
        return ExitCode.SOFTWARE;
    }
}
