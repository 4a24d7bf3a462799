package io.posthorn.testing.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.smtp.SmtpScript.Action;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSinkTest {

    private SmtpSink sink;

    @BeforeEach
    void start() {
        sink = SmtpSink.start(0);
    }

    @AfterEach
    void stop() {
        sink.close();
    }

    @Test
    void aMailIsKeptAsItCameWithItsDotsUnstuffed() throws IOException {
        try (Client client = new Client()) {
            client.upToData();
            assertThat(client.ask("Subject: folded\r\n value\r\n\r\n..dot\r\n...\r\nend\r\n.\r\n"))
                    .startsWith("250");
        }
        assertThat(sink.violations()).isEmpty();
        ReceivedMail mail = sink.mails().get(0);
        assertThat(mail.sender()).isEqualTo("a@example.org");
        assertThat(mail.recipients()).containsExactly("b@example.org");
        assertThat(mail.raw()).isEqualTo("Subject: folded\r\n value\r\n\r\n.dot\r\n..\r\nend\r\n");
        assertThat(mail.header("subject")).isEqualTo("folded value");
        assertThat(mail.body()).isEqualTo(".dot\r\n..\r\nend\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bare\nLF\r\n", "bare\rCR\r\n", "NUL\0\r\n", "\u00FC\r\n", "\n.\r\n", "x\r\n.\n", "\r.\r\n"})
    void aDirtyMessageIsRefusedAndTheConnectionEnds(String dirt) throws IOException {
        try (Client client = new Client()) {
            client.upToData();
            assertThat(client.ask(dirt + ".\r\n")).startsWith("521");
            assertThat(client.ask("")).isNull();
        }
        assertThat(sink.violations()).hasSize(1);
        assertThat(sink.mails()).isEmpty();
    }

    @Test
    void aLineOf998OctetsPassesAndOneMoreDoesNot() throws IOException {
        try (Client client = new Client()) {
            client.upToData();
            assertThat(client.ask(".".repeat(999) + "\r\n.\r\n")).startsWith("250");
            assertThat(client.ask("MAIL FROM:<a@example.org> BODY=8BITMIME\r\n"))
                    .startsWith("250");
            assertThat(client.ask("RCPT TO:<b@example.org>\r\n")).startsWith("250");
            assertThat(client.ask("DATA\r\n")).startsWith("354");
            assertThat(client.ask("x".repeat(999) + "\r\n.\r\n")).startsWith("521");
        }
        assertThat(sink.accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL FROM:<a@example.org>, 503",
        "EHLO, 501",
        "WHAT, 500",
    })
    void aCommandOutOfPlaceIsRefused(String command, int code) throws IOException {
        try (Client client = new Client()) {
            assertThat(client.ask(command + "\r\n")).startsWith(code + " ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAIL FROM: <a@example.org>",
                "MAIL FROM:a@example.org",
                "MAIL FROM:<a b@example.org>",
                "MAIL FROM:<a@example.org>>",
                "MAIL FROM:<a@example.org> SMTPUTF8",
            })
    void aMalformedSenderIsRefused(String command) throws IOException {
        try (Client client = new Client()) {
            client.ask("EHLO test\r\n");
            assertThat(client.ask(command + "\r\n")).startsWith("5");
        }
    }

    @Test
    void pipeliningIsAFaultUnlessItWasOffered() throws IOException {
        String batch = "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n";
        try (Client client = new Client()) {
            client.ask("EHLO test\r\n");
            assertThat(client.ask(batch)).startsWith("521");
        }
        try (SmtpSink pipelined = SmtpSink.start(0, SinkOptions.PLAIN.withPipelining());
                Client client = new Client(pipelined.port())) {
            assertThat(client.ask("EHLO test\r\n")).contains("PIPELINING");
            assertThat(client.ask(batch)).startsWith("250");
            assertThat(client.ask("")).startsWith("250");
            assertThat(client.ask("")).startsWith("354");
        }
    }

    @Test
    void theScriptRefusesHangsUpAndStalls() throws Exception {
        sink.reply((phase, sender, recipient) ->
                "b@example.org".equals(recipient) ? Action.reply(550, "5.1.1 nobody") : Action.proceed());
        try (Client client = new Client()) {
            client.ask("EHLO test\r\n");
            client.ask("MAIL FROM:<a@example.org>\r\n");
            assertThat(client.ask("RCPT TO:<b@example.org>\r\n")).startsWith("550 5.1.1");
            assertThat(client.ask("DATA\r\n")).startsWith("503");
        }
        sink.reply(SmtpScript.at(SmtpPhase.DOT, Action.takeAndClose()));
        try (Client client = new Client()) {
            client.upToData();
            assertThat(client.ask("x\r\n.\r\n")).isNull();
        }
        assertThat(sink.accepted()).isEqualTo(1);
        CountDownLatch latch = new CountDownLatch(1);
        sink.reply(SmtpScript.at(SmtpPhase.DOT, Action.stall(latch)));
        try (Client client = new Client()) {
            client.upToData();
            client.say("x\r\n.\r\n");
            assertThat(sink.accepted()).isEqualTo(1);
            latch.countDown();
            assertThat(client.ask("")).startsWith("250");
        }
        assertThat(sink.accepted()).isEqualTo(2);
    }

    @Test
    void itComesBackOnTheSamePort() throws IOException {
        int port = sink.port();
        try (Client client = new Client()) {
            sink.stop();
            await().untilAsserted(() -> assertThat(client.ask("")).isNull());
        }
        sink.start();
        assertThat(sink.port()).isEqualTo(port);
        try (Client client = new Client()) {
            client.upToData();
            client.ask("x\r\n.\r\n");
        }
        assertThat(sink.mails()).extracting(ReceivedMail::recipients).containsExactly(List.of("b@example.org"));
    }

    private final class Client implements AutoCloseable {
        private final Socket socket;

        Client() throws IOException {
            this(sink.port());
        }

        Client(int port) throws IOException {
            socket = new Socket("127.0.0.1", port);
            ask("");
        }

        void upToData() throws IOException {
            ask("EHLO test\r\n");
            ask("MAIL FROM:<a@example.org>\r\n");
            ask("RCPT TO:<b@example.org>\r\n");
            assertThat(ask("DATA\r\n")).startsWith("354");
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** The next reply, all its lines; null if the server hung up. */
        String ask(String text) throws IOException {
            say(text);
            StringBuilder reply = new StringBuilder();
            String line;
            do {
                line = line();
                if (line == null) {
                    return null;
                }
                reply.append(line).append('\n');
            } while (line.startsWith("-", 3));
            return reply.toString();
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int c = socket.getInputStream().read();
            for (; c >= 0 && c != '\n'; c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return c < 0 ? null : line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
