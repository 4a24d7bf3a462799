package io.posthorn.testing.smtp;

import io.posthorn.smtp.SmtpPhase;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;

/**
 * The sink as a process of its own: {@code --port N [--pipelining] [--delay-dot-ms N] [--dump FILE]}.
 *
 * <p>Prints {@code listening PORT}, then {@code accepted COUNT violations COUNT} for each line on its standard input.
 * The dump has a line per mail: Message-ID, recipients joined by commas, SHA-256 of the raw mail, with tabs between.
 * Lives until it is killed.
 */
public final class SmtpSinkMain {

    private SmtpSinkMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = 0;
        SinkOptions options = SinkOptions.PLAIN.countingOnly();
        SmtpScript script = SmtpScript.ACCEPT;
        Path dump = null;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--port" -> port = Integer.parseInt(args[++i]);
                case "--pipelining" -> options = options.withPipelining();
                case "--delay-dot-ms" ->
                    script = SmtpScript.at(
                            SmtpPhase.DOT, SmtpScript.Action.delay(Duration.ofMillis(Long.parseLong(args[++i]))));
                case "--dump" -> dump = Path.of(args[++i]);
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        try (SmtpSink sink = SmtpSink.start(port, options)) {
            sink.reply(script);
            if (dump != null) {
                dump(sink, dump);
            }
            System.out.println("listening " + sink.port());
            BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (questions.readLine() != null) {
                System.out.println("accepted " + sink.accepted() + " violations "
                        + sink.violations().size());
            }
            new CountDownLatch(1).await();
        }
    }

    private static void dump(SmtpSink sink, Path file) throws IOException {
        BufferedWriter lines = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        sink.onMail(mail -> {
            String line = mail.header("Message-ID")
                    + '\t'
                    + String.join(",", mail.recipients())
                    + '\t'
                    + sha256(mail.raw())
                    + '\n';
            try {
                synchronized (lines) {
                    lines.write(line);
                    lines.flush();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String sha256(String raw) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(raw.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
