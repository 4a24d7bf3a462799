package io.posthorn.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.posthorn.requests.Publication;
import io.posthorn.requests.RequestPublisher;
import io.posthorn.testing.CaughtMail;
import io.posthorn.testing.GatewayProcess;
import io.posthorn.testing.World;
import io.posthorn.testing.smtp.ReceivedMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates change while mails are under way, break, and stay broken over a restart; what was sent stays what it was. */
class TemplateSwapIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FIRST = "a".repeat(40);
    private static final String SECOND = "b".repeat(40);
    private static final String BROKEN = "c".repeat(40);

    private final World world = World.create();

    @TempDir
    Path directory;

    private GatewayProcess gateway;

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        world.close();
    }

    @Test
    void whatWasSentIsRebuiltByteForByteAfterASwapABrokenSetAndARestart() throws Exception {
        checkout(FIRST, file -> file);
        checkout(SECOND, text -> text.replace("</body>", "<p>SECOND</p></body>").replace("Vielen Dank", "Besten Dank"));
        checkout(BROKEN, text -> text.replace("{/include}", "{/inclde}"));
        link(FIRST);
        start();

        world.sink().stop();
        String early = publish();
        await("it is refused for now", () -> state(early).equals("deferred"));
        link(SECOND);
        await(
                "the second set is in force",
                () -> SECOND.equals(templates().path("revision").textValue()));
        world.sink().start();
        String late = publish();
        ReceivedMail first = received(early);
        ReceivedMail second = received(late);

        assertThat(CaughtMail.of(first).subject()).startsWith("Vielen Dank");
        assertThat(CaughtMail.of(first).html()).doesNotContain("SECOND");
        assertThat(CaughtMail.of(second).subject()).startsWith("Besten Dank");
        assertThat(CaughtMail.of(second).html()).contains("SECOND");

        link(BROKEN);
        await(
                "the broken set is refused",
                () -> templates().path("state").asText().equals("degraded"));
        assertThat(gateway.isReady()).isTrue();
        assertThat(templates().path("reason").textValue()).contains(BROKEN, "order-confirmation/", ", line ");
        String meanwhile = publish();
        ReceivedMail third = received(meanwhile);
        assertThat(CaughtMail.of(third).html()).contains("SECOND");
        gateway.stop();
        start();

        assertThat(templates().path("state").textValue()).isEqualTo("degraded");
        assertThat(templates().path("revision").textValue()).isEqualTo(SECOND);
        assertThat(content(early)).isEqualTo(first.raw());
        assertThat(content(late)).isEqualTo(second.raw());
        assertThat(content(meanwhile)).isEqualTo(third.raw());
        assertThat(world.sink().mails()).hasSize(3);
        assertThat(world.sink().violations()).isEmpty();
    }

    private void start() {
        Map<String, String> environment = new HashMap<>(world.environment());
        environment.put(
                "POSTHORN_TEMPLATES_DIRECTORY", directory.resolve("current").toString());
        environment.put("POSTHORN_RETRY_PAUSES", "1s");
        gateway = GatewayProcess.start(environment, directory.resolve("gateway.log"));
        gateway.awaitReady(PATIENCE);
    }

    private void checkout(String commit, UnaryOperator<String> change) throws IOException {
        Path from = Path.of("src/main/templates");
        Path to = directory.resolve(".worktrees").resolve(commit);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, change.apply(Files.readString(file)));
            }
        }
    }

    private void link(String commit) throws IOException {
        Path next = directory.resolve("next");
        Files.createSymbolicLink(next, Path.of(".worktrees", commit));
        Files.move(next, directory.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
    }

    private String publish() throws IOException {
        String id = "swap-" + UUID.randomUUID();
        String data = Files.readString(Path.of("src/main/templates/order-confirmation/samples/default.json"));
        String request = """
                {"id": "%s", "to": ["%s@example.org"], "template": "order-confirmation", "locale": "de", "data": %s}
                """.formatted(id, id, data);
        assertThat(new RequestPublisher(world.broker().bootstrapServers(), Map.of())
                        .publish(world.topics().transactional(), request.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Publication.Written.class);
        return id;
    }

    private ReceivedMail received(String id) {
        return Awaitility.await(id)
                .atMost(PATIENCE)
                .until(
                        () -> world.sink().mails().stream()
                                .filter(mail -> mail.recipients().equals(List.of(id + "@example.org")))
                                .toList(),
                        mails -> !mails.isEmpty())
                .get(0);
    }

    private String state(String id) {
        return mail(id).path("state").asText();
    }

    private String content(String id) {
        return json(gateway.uri("/api/v1/mails/" + mail(id).path("id").asText() + "/content"))
                .path("raw")
                .textValue();
    }

    private JsonNode mail(String id) {
        return json(gateway.uri("/api/v1/mails?requestId=" + id)).at("/mails/0");
    }

    private JsonNode templates() {
        for (JsonNode check : json(gateway.management("/q/health/ready")).path("checks")) {
            if (check.path("name").asText().equals("templates")) {
                return check.path("data");
            }
        }
        return JSON.missingNode();
    }

    private JsonNode json(URI uri) {
        return gateway.get(uri)
                .map(HttpResponse::body)
                .map(body -> {
                    try {
                        return JSON.readTree(body);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElse(JSON.missingNode());
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(PATIENCE).until(condition);
    }
}
