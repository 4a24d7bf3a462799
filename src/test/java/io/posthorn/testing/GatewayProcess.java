package io.posthorn.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged gateway as a process of its own. */
public final class GatewayProcess implements AutoCloseable {

    /** The packaged program; the system property {@code posthorn.package} says if it is elsewhere. */
    public static final Path JAR =
            Path.of(System.getProperty("posthorn.package", "target/quarkus-app/quarkus-run.jar"));

    /** The system property that names the {@link ClassArchive} to start with; without it none is used. */
    public static final String CLASS_ARCHIVE = "posthorn.class-archive";

    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;
    private final int httpPort;
    private final int managementPort;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private GatewayProcess(Process process, Path log, int httpPort, int managementPort) {
        this.process = process;
        this.log = log;
        this.httpPort = httpPort;
        this.managementPort = managementPort;
    }

    /**
     * Starts it, on ports 8080 and 9000 if they are free and else on others, unless the environment names them; returns
     * at once.
     *
     * @param environment its configuration as environment variables, as {@link World#environment()} has it
     * @param log where its output goes; appended to
     * @param jvmOptions such as {@code -Xmx256m}
     */
    public static GatewayProcess start(Map<String, String> environment, Path log, String... jvmOptions) {
        Map<String, String> ports = new HashMap<>(environment);
        int httpPort = port(ports, "QUARKUS_HTTP_PORT", 8080);
        int managementPort = port(ports, "QUARKUS_MANAGEMENT_PORT", 9000);
        List<String> command = new ArrayList<>(List.of(Jdk.program("java")));
        Optional.ofNullable(System.getProperty(CLASS_ARCHIVE))
                .ifPresent(archive -> command.add("-XX:SharedArchiveFile=" + archive));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-jar", JAR.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(ports);
        try {
            return new GatewayProcess(builder.start(), log, httpPort, managementPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(Map<String, String> environment, String variable, int usual) {
        return Integer.parseInt(
                environment.computeIfAbsent(variable, name -> Integer.toString(Ports.freePreferably(usual))));
    }

    /** Waits until it says that it is ready; an exception if it ends before that or takes too long. */
    public GatewayProcess awaitReady(Duration patience) {
        try {
            Awaitility.await()
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> isReady() || !process.isAlive());
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(
                    "the gateway was not ready within " + patience.toSeconds() + " s; its log is " + log);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("the gateway ended as it started; its log is " + log);
        }
        return this;
    }

    /** Where a path of the management interface is, such as {@code /q/health}. */
    public URI management(String path) {
        return URI.create("http://localhost:" + managementPort + path);
    }

    /** Whether {@code /q/health/ready} says so now. */
    public boolean isReady() {
        return isUp("ready");
    }

    /** Whether {@code /q/health/live} says so now. */
    public boolean isAlive() {
        return isUp("live");
    }

    private boolean isUp(String probe) {
        return get(management("/q/health/" + probe))
                .map(answer -> answer.statusCode() == 200)
                .orElse(false);
    }

    /** Where a path of the API is, such as {@code /api/v1/mails}. */
    public URI uri(String path) {
        return URI.create("http://localhost:" + httpPort + path);
    }

    /** What the gateway answers, or empty if it does not. */
    public Optional<HttpResponse<String>> get(URI uri) {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while " + uri + " was asked", e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it wrote, standard output and error together. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM; waits until the gateway has drained, and returns its exit code. */
    public int stop() {
        process.destroy();
        return await();
    }

    /** SIGKILL: nothing is drained. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGSTOP: it does nothing until {@link #thaw()}, and knows nothing of it. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    /** Stops it if it runs; kills it if it does not stop in time. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) {
        try {
            int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("the gateway cannot be sent SIG" + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the gateway was sent a signal", e);
        }
    }

    private int await() {
        try {
            if (!process.waitFor(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the gateway does not end; its log is " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the gateway was stopped", e);
        }
    }
}
