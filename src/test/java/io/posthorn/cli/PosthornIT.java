package io.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.Broker;
import io.posthorn.testing.GatewayProcess;
import io.posthorn.testing.Jdk;
import io.posthorn.testing.SharedServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as a command. */
class PosthornIT {

    @TempDir
    Path directory;

    @Test
    void aCommandStartsNoGatewayAndSaysNothingButItsResult() throws Exception {
        Broker broker = SharedServers.broker();
        String topic = "posthorn." + UUID.randomUUID();
        broker.createTopic(topic, 1);
        Path request = Files.writeString(directory.resolve("request.json"), "{\"id\":\"one\"}");

        Run run = run("send", request.toString(), "--topic", topic, "--bootstrap-servers", broker.bootstrapServers());

        assertThat(run.exitCode).isZero();
        assertThat(run.output).isEqualTo("""
                        published to %s, partition 0, offset 0
                        look it up: curl 'http://localhost:8080/api/v1/mails?requestId=one'
                        """.formatted(topic));
    }

    @Test
    void aMistypedCommandEndsWithTwo() throws Exception {
        Run run = run("sned");

        assertThat(run.exitCode).isEqualTo(2);
        assertThat(run.output).contains("'sned'", "posthorn --help").hasLineCount(1);
    }

    private record Run(int exitCode, String output) {}

    private static Run run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Jdk.program("java"), "-jar"));
        command.add(GatewayProcess.JAR.toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
