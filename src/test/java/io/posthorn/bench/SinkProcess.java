package io.posthorn.bench;

import io.posthorn.testing.Jdk;
import io.posthorn.testing.Ports;
import io.posthorn.testing.smtp.SmtpSinkMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** The next hop as a process of its own: Debian's {@code smtp-sink} where there is one, else our own. */
final class SinkProcess implements AutoCloseable {

    private final Process process;
    private final int port;
    private final String name;

    private SinkProcess(Process process, int port, String name) {
        this.process = process;
        this.port = port;
        this.name = name;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param delayDotMs how long it thinks about a mail; only our own can
     */
    static SinkProcess start(int delayDotMs, Path log) throws IOException {
        int port = Ports.free();
        Optional<Path> postfix = delayDotMs > 0
                ? Optional.empty()
                : List.of(Path.of("/usr/sbin/smtp-sink"), Path.of("/usr/local/sbin/smtp-sink")).stream()
                        .filter(Files::isExecutable)
                        .findFirst();
        List<String> command = postfix.map(
                        sink -> List.of(sink.toString(), "-c", "-u", "nobody", "127.0.0.1:" + port, "512"))
                .orElseGet(() -> List.of(
                        Jdk.program("java"),
                        "-Xmx64m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        SmtpSinkMain.class.getName(),
                        "--port",
                        Integer.toString(port),
                        "--delay-dot-ms",
                        Integer.toString(delayDotMs)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        SinkProcess sink = new SinkProcess(
                process, port, postfix.isPresent() ? "smtp-sink" : "our own sink, " + delayDotMs + " ms a mail");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(sink::listens);
        return sink;
    }

    int port() {
        return port;
    }

    String name() {
        return name;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() == '2';
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
