package io.posthorn.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.posthorn.requests.Publication;
import io.posthorn.requests.RequestPublisher;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code posthorn send}: one mail request from a file to Kafka. */
@Command(
        name = "send",
        description = "Publish a mail request to Kafka, byte for byte, and wait until Kafka has it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Kafka has the request. Whether Posthorn accepts it is told on the result topic.",
            "1:Kafka did not take it.",
            "2:The file or the options are not right."
        })
final class SendCommand implements Callable<Integer> {

    private static final String TRANSACTIONAL = "mail.requests.v1";
    private static final String BULK = "mail.requests.bulk.v1";
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    // Held, because a logger that is collected forgets its level. What the client logs, the command says in its
    // own words.
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A mail request as JSON; - for standard input.")
    private Path file;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Where Kafka is. Default: KAFKA_BOOTSTRAP_SERVERS, or else localhost:9092.",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}")
    private String bootstrapServers;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Default: " + TRANSACTIONAL + ".")
    private String topic;

    @Option(names = "--bulk", description = "The same as --topic " + BULK + ".")
    private boolean bulk;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "A further setting of the Kafka client, such as security.protocol=SSL. Repeatable.")
    private Map<String, String> properties = Map.of();

    @Override
    public Integer call() {
        if (bulk && topic != null) {
            throw mistake("--bulk and --topic exclude each other");
        }
        byte[] request = read();
        String id = idOf(request);
        KAFKA.setLevel(Level.OFF);
        Publication publication = new RequestPublisher(bootstrapServers, properties)
                .publish(topic != null ? topic : bulk ? BULK : TRANSACTIONAL, request);
        if (publication instanceof Publication.Written written) {
            report(written, id);
            return ExitCode.OK;
        }
        Publication.Failed failed = (Publication.Failed) publication;
        spec.commandLine().getErr().println("posthorn send: not published: " + failed.reason());
        return ExitCode.SOFTWARE;
    }

    private byte[] read() {
        try {
            return isStandardInput() ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw mistake("there is no file " + file);
        } catch (IOException e) {
            throw mistake("cannot read " + file + ": " + e.getMessage());
        }
    }

    /** The request's idempotency key, or an empty string. It is optional in some forms, and is for Posthorn to judge. */
    private String idOf(byte[] request) {
        try {
            JsonNode json = STRICT.readTree(request);
            if (!json.isObject()) {
                throw mistake(name() + " is not a mail request: it must hold one JSON object");
            }
            return json.path("id").asText();
        } catch (JacksonException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw mistake(name() + " is not JSON: " + e.getOriginalMessage() + at);
        } catch (IOException e) {
            throw mistake("cannot read " + name() + ": " + e.getMessage());
        }
    }

    private void report(Publication.Written written, String id) {
        var out = spec.commandLine().getOut();
        out.println("published to " + written.topic() + ", partition " + written.partition() + ", offset "
                + written.offset());
        if (!id.isEmpty()) {
            out.println("look it up: curl 'http://localhost:8080/api/v1/mails?requestId="
                    + URLEncoder.encode(id, StandardCharsets.UTF_8) + "'");
        }
    }

    private boolean isStandardInput() {
        return file.toString().equals("-");
    }

    private String name() {
        return isStandardInput() ? "standard input" : file.toString();
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
