package io.posthorn.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real browser without a window: Chromium, told what to do by its DevTools protocol. A handful of verbs are needed,
 * so no library is.
 */
public final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final String session;
    private int calls;

    private Browser(Process process, Path profile, URI endpoint) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(endpoint, new Listener())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        String target = call(null, "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .textValue();
        this.session = call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .textValue();
        call("Page.enable", Map.of());
        call("Log.enable", Map.of());
        call("Runtime.enable", Map.of());
    }

    /** The browser on this machine's path, if there is one. */
    public static Optional<Path> installed() {
        List<Path> folders = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Skips the test that runs, and says so, if this machine has no browser. */
    public static void assumeInstalled() {
        assumeTrue(
                installed().isPresent(),
                "there is no Chromium on the PATH: the pages were not looked at (apt-get install chromium)");
    }

    /** Starts one with a profile of its own. */
    public static Browser start() {
        try {
            Path profile = Files.createTempDirectory("posthorn-browser-");
            List<String> command = new ArrayList<>(List.of(
                    installed().orElseThrow().toString(),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--hide-scrollbars",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + profile));
            command.add("about:blank");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Path told = profile.resolve("DevToolsActivePort");
            List<String> endpoint = Awaitility.await("the browser")
                    .atMost(PATIENCE)
                    .until(() -> Files.exists(told) ? Files.readAllLines(told) : List.<String>of(), l -> l.size() == 2);
            return new Browser(process, profile, URI.create("ws://127.0.0.1:" + endpoint.get(0) + endpoint.get(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The size of the window, and what its user prefers. */
    public void look(int width, int height, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Goes there, and waits until everything is loaded. */
    public void open(String address) {
        call("Page.navigate", Map.of("url", address));
        Awaitility.await(address).atMost(PATIENCE).until(() -> is("document.readyState === 'complete'"));
    }

    /** What an expression of JavaScript gives in the page. */
    public JsonNode evaluate(String expression) {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": "
                    + answer.at("/exceptionDetails/exception/description").asText());
        }
        return answer.at("/result/value");
    }

    /** Whether it is true now. */
    public boolean is(String expression) {
        return evaluate("!!(" + expression + ")").booleanValue();
    }

    /** The text of the page and of its frames, as somebody would read it. */
    public String text() {
        return evaluate("[document, ...[...document.querySelectorAll('iframe')].map(f => f.contentDocument)]"
                        + ".map(d => d && d.body ? d.body.innerText : '').join('\\n')")
                .textValue();
    }

    /** Takes a picture of the whole page. */
    public Path picture(Path file) {
        JsonNode size = call("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
        JsonNode picture = call(
                "Page.captureScreenshot",
                Map.of(
                        "format",
                        "png",
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of(
                                "x",
                                0,
                                "y",
                                0,
                                "width",
                                size.path("width").asInt(),
                                "height",
                                size.path("height").asInt(),
                                "scale",
                                1)));
        try {
            Files.createDirectories(file.getParent());
            return Files.write(
                    file, Base64.getDecoder().decode(picture.path("data").textValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What went wrong since it was last asked: refused by the content security policy, not found, thrown. */
    public List<String> complaints() {
        synchronized (complaints) {
            List<String> all = List.copyOf(complaints);
            complaints.clear();
            return all;
        }
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        return call(session, method, parameters);
    }

    private JsonNode call(String inSession, String method, Map<String, Object> parameters) {
        ObjectNode message = JSON.createObjectNode();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        synchronized (this) {
            message.put("id", ++calls);
            pending.put(calls, answer);
            message.put("method", method);
            message.set("params", JSON.valueToTree(parameters));
            if (inSession != null) {
                message.put("sessionId", inSession);
            }
            socket.sendText(message.toString(), true).join();
        }
        JsonNode got = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (got.has("error")) {
            throw new IllegalStateException(method + ": " + got.path("error"));
        }
        return got.path("result");
    }

    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(e -> one)
                .join());
        Directories.delete(profile);
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(String message) {
            JsonNode json;
            try {
                json = JSON.readTree(message);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (json.has("id")) {
                CompletableFuture<JsonNode> answer =
                        pending.remove(json.path("id").asInt());
                if (answer != null) {
                    answer.complete(json);
                }
                return;
            }
            String event = json.path("method").asText();
            boolean error = event.equals("Log.entryAdded")
                    && json.at("/params/entry/level").asText().equals("error");
            if (error || event.equals("Runtime.exceptionThrown")) {
                synchronized (complaints) {
                    complaints.add(json.path("params").toString());
                }
            }
        }
    }
}
