package io.posthorn.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.posthorn.requests.Publication;
import io.posthorn.requests.RequestPublisher;
import io.posthorn.testing.smtp.ReceivedMail;
import io.posthorn.testing.smtp.SmtpSink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Posthorn with everything around it, on one machine, for people who want to see it: Kafka, PostgreSQL, a mail catcher
 * and the packaged gateway. It sends a sample request through Kafka, says what comes of it and where to look, and stays
 * until it is interrupted.
 *
 * <p>{@code --once} ends it after the first mail. {@code --without-gateway} leaves the gateway to {@code quarkus:dev},
 * whose configuration expects the servers on their usual ports. {@code --with-parent} ends it with the process that
 * started it.
 */
public final class Playground {

    private static final Path HOME = Path.of("target", "playground");
    private static final Path LOG = HOME.resolve("gateway.log");
    private static final Path SAMPLE = Path.of("src/test/resources/samples/order-confirmation.json");
    private static final Path ANOTHER = Path.of("src/test/resources/samples/password-reset.json");
    private static final Path TEMPLATES = Path.of("src/main/templates");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Set<String> BAD_ENDS =
            Set.of("mail.rejected", "delivery.failed", "delivery.expired", "delivery.in-doubt", "mail.duplicate");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long start = System.nanoTime();
    private final Set<String> options;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final MailFiles files = new MailFiles(HOME.resolve("mails"));
    private final AtomicReference<Path> firstMail = new AtomicReference<>();

    private volatile boolean stopping;

    private Playground(Set<String> options) {
        this.options = options;
    }

    public static void main(String[] args) throws InterruptedException {
        // Before anything asks for a logger: the broker's logging expects it.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        Set<String> options = Arrays.stream(args)
                .flatMap(arg -> Arrays.stream(arg.strip().split("\\s+")))
                .filter(option -> !option.isEmpty())
                .collect(Collectors.toSet());
        Playground playground = new Playground(options);
        Runtime.getRuntime().addShutdownHook(new Thread(playground::stop, "stop"));
        if (options.contains("--with-parent")) {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        }
        try {
            playground.run();
        } catch (Exception e) {
            if (!playground.stopping) {
                playground.explain(e);
            }
            System.exit(1);
        }
        if (options.contains("--once")) {
            System.exit(0);
        }
        new CountDownLatch(1).await();
    }

    private void run() throws IOException {
        boolean withGateway = !options.contains("--without-gateway");
        if (withGateway && Files.notExists(GatewayProcess.JAR)) {
            throw new IllegalStateException("there is no " + GatewayProcess.JAR + "; make it with ./mvnw package");
        }
        Directories.delete(HOME);
        Files.createDirectories(HOME);
        ServerLogs.into(HOME.resolve("servers.log"));
        say("starting Kafka");
        EmbeddedKafka kafka = opened(() -> EmbeddedKafka.start(HOME.resolve("kafka"), port(9092)));
        Topics.DEFAULT.createOn(kafka);
        say("Kafka listens on " + kafka.bootstrapServers() + "; starting PostgreSQL");
        EmbeddedDatabase server = opened(() -> EmbeddedDatabase.start(HOME.resolve("postgres"), port(15432)));
        String jdbcUrl = server.newDatabase("posthorn");
        say("PostgreSQL is " + jdbcUrl + "; starting the mail catcher");
        SmtpSink sink = opened(() -> SmtpSink.start(port(1025)));
        sink.onMail(this::caught);
        say("the mail catcher listens on localhost:" + sink.port());
        World world = new World(kafka, server, jdbcUrl, Topics.DEFAULT, sink);
        ResultEvents events = opened(() -> ResultEvents.of(kafka, Topics.DEFAULT.results(), this::told));
        if (!withGateway) {
            say("everything but Posthorn runs; start it with ./mvnw quarkus:dev");
            publish(kafka);
            return;
        }
        say("starting Posthorn");
        Map<String, String> environment = new HashMap<>(world.environment());
        environment.put("POSTHORN_CONSOLE_PREVIEW", "true");
        environment.put("POSTHORN_TEST_SEND_RECIPIENTS", "@example.org");
        environment.put("POSTHORN_TEMPLATES_WATCH_INTERVAL", "200ms");
        environment.put(
                "POSTHORN_TEMPLATES_DIRECTORY", TEMPLATES.toAbsolutePath().toString());
        GatewayProcess gateway = opened(() -> GatewayProcess.start(environment, LOG));
        gateway.awaitReady(PATIENCE);
        say("Posthorn is ready");
        String requestId = publish(kafka);
        await("the mail", () -> firstMail.get() != null || hasEndedBadly(events, requestId));
        await("the result event", () -> isRelayed(events, requestId) || hasEndedBadly(events, requestId));
        if (hasEndedBadly(events, requestId)) {
            throw new IllegalStateException("the sample was not delivered; the last result event says why");
        }
        pointTo(
                gateway,
                kafka,
                events.ofRequest(requestId).get(0).path("mailId").asText());
    }

    private String publish(Broker kafka) throws IOException {
        byte[] request = Files.readAllBytes(SAMPLE);
        Publication publication = new RequestPublisher(kafka.bootstrapServers(), Map.of())
                .publish(Topics.DEFAULT.transactional(), request);
        if (publication instanceof Publication.Failed failed) {
            throw new IllegalStateException("the sample was not published: " + failed.reason());
        }
        say("published " + SAMPLE + " to " + Topics.DEFAULT.transactional());
        return JSON.readTree(request).path("id").asText();
    }

    private void caught(ReceivedMail mail) {
        CaughtMail read = CaughtMail.of(mail);
        Path file = files.write(mail, read);
        say("caught a mail for " + String.join(", ", mail.recipients()) + ": \"" + read.subject() + "\" in " + file);
        firstMail.compareAndSet(null, file);
    }

    private void told(JsonNode event) {
        StringBuilder line =
                new StringBuilder("result event: ").append(event.path("type").asText());
        for (JsonNode part : List.of(
                event.path("requestId"),
                event.path("recipient"),
                event.path("reason"),
                event.path("smtp").path("code"),
                event.path("smtp").path("text"))) {
            line.append(part.asText("").isEmpty() ? "" : " " + part.asText());
        }
        say(line.toString());
    }

    private void pointTo(GatewayProcess gateway, Broker kafka, String mailId) {
        URI record = gateway.uri("/api/v1/mails/" + mailId);
        AtomicReference<String> state = new AtomicReference<>("");
        await("the audit record at " + record, () -> {
            gateway.get(record)
                    .filter(answer -> answer.statusCode() == 200)
                    .ifPresent(answer ->
                            state.set(readTree(answer.body()).path("state").asText()));
            return !state.get().isEmpty();
        });
        String prefix = kafka.bootstrapServers().equals("localhost:9092")
                ? ""
                : "KAFKA_BOOTSTRAP_SERVERS=" + kafka.bootstrapServers() + " ";
        System.out.printf(
                """

                The mail           %s
                The result events  above, and in Kafka: %s, topic %s
                The audit record   %s (state: %s)
                The templates      %s, as you save %s
                Posthorn's log     %s

                Send another one   %sjava -jar %s send %s

                Ctrl-C stops everything.

                """,
                firstMail.get().toAbsolutePath().toUri(),
                kafka.bootstrapServers(),
                Topics.DEFAULT.results(),
                record,
                state.get(),
                gateway.uri("/console/templates"),
                TEMPLATES,
                LOG,
                prefix,
                GatewayProcess.JAR,
                ANOTHER);
    }

    private void explain(Exception e) {
        System.out.println();
        System.out.println("It did not work: " + e.getMessage());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            System.out.println("  because: " + cause.getMessage());
        }
        if (Files.exists(LOG)) {
            System.out.println("Posthorn's log is " + LOG + "; its last lines:");
            lastLines(LOG, 15).forEach(line -> System.out.println("  | " + line));
        }
    }

    private void stop() {
        // A server that is just being started is waited for: it may be a process that would outlive this one.
        stopping = true;
        synchronized (running) {
            say("stopping");
            while (!running.isEmpty()) {
                try {
                    running.pop().close();
                } catch (Exception e) {
                    say("not stopped: " + e);
                }
            }
            say("stopped");
        }
    }

    private <T extends AutoCloseable> T opened(Supplier<T> starter) {
        synchronized (running) {
            if (stopping) {
                throw new IllegalStateException("stopped while it started");
            }
            T server = starter.get();
            running.push(server);
            return server;
        }
    }

    /** That port, or another if there is a gateway to tell. */
    private int port(int usual) {
        if (Ports.isFree(usual)) {
            return usual;
        }
        if (options.contains("--without-gateway")) {
            throw new IllegalStateException("port " + usual + " is taken, and ./mvnw quarkus:dev looks there");
        }
        return Ports.free();
    }

    private void say(String what) {
        System.out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, what);
    }

    private static void await(String what, Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(what + " did not come within " + PATIENCE.toSeconds() + " s");
        }
    }

    private static boolean isRelayed(ResultEvents events, String requestId) {
        return events.ofRequest(requestId).stream()
                .anyMatch(event -> event.path("type").asText().equals("delivery.relayed"));
    }

    private static boolean hasEndedBadly(ResultEvents events, String requestId) {
        return events.ofRequest(requestId).stream()
                .anyMatch(event -> BAD_ENDS.contains(event.path("type").asText()));
    }

    private static List<String> lastLines(Path file, int count) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static JsonNode readTree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("the audit record is not JSON", e);
        }
    }
}
