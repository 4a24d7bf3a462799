package io.posthorn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** What came of an action, for people. */
final class ActionReport {

    private final CommandSpec spec;
    private final Map<String, String> where;

    ActionReport(CommandSpec spec, Map<String, String> where) {
        this.spec = spec;
        this.where = where;
    }

    void print(GatewayClient.Answer answer) {
        JsonNode body = answer.body();
        if (!answer.ok()) {
            problem(body);
        } else if (where.isEmpty()) {
            deliveries(body, spec.commandLine().getOut());
        } else {
            tally(body);
        }
    }

    private void problem(JsonNode problem) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(spec.qualifiedName() + ": " + problem.path("detail").asText());
        for (JsonNode fault : problem.path("errors")) {
            err.println("  " + fault.path("pointer").asText() + ": "
                    + fault.path("message").asText());
        }
        if (problem.path("deliveries").size() > 1) {
            deliveries(problem, err);
        }
    }

    private static void deliveries(JsonNode body, PrintWriter to) {
        for (JsonNode delivery : body.path("deliveries")) {
            StringBuilder line = new StringBuilder(delivery.path("recipient").asText())
                    .append("  ")
                    .append(delivery.path("result").asText())
                    .append(", ")
                    .append(delivery.path("state").asText());
            if (delivery.has("message")) {
                line.append(": ").append(delivery.get("message").asText());
            } else if (delivery.has("resentAs")) {
                line.append(", resent as ").append(delivery.get("resentAs").asText());
            }
            to.println(line);
        }
    }

    private void tally(JsonNode body) {
        PrintWriter out = spec.commandLine().getOut();
        if (!body.path("dryRun").asBoolean()) {
            out.println("changed: " + body.path("changed").asInt()
                    + "; left alone because they are under way: "
                    + body.path("underWay").asInt());
            return;
        }
        int count = body.path("deliveries").asInt();
        out.println("matching deliveries: " + count + "; nothing was done");
        if (count > 0) {
            StringBuilder options = new StringBuilder();
            body.path("filter")
                    .properties()
                    .forEach(criterion -> options.append(" --where '")
                            .append(criterion.getKey())
                            .append('=')
                            .append(criterion.getValue().asText().replace("'", "'\\''"))
                            .append('\''));
            out.println("to do it, once more with" + options + " --confirm " + count);
        }
    }
}
