package io.posthorn.relay;

import static io.posthorn.relay.Mails.RECIPIENT;
import static io.posthorn.relay.Mails.SENDER;
import static io.posthorn.relay.Mails.aMessage;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.smtp.SmtpSink;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireCheckTest {

    private static final String INJECTED = "Bcc: evil@evil.test";
    private static final String TRANSACTION = "MAIL FROM:<evil@evil.test>";

    @Test
    void aComposedMessagePasses() {
        assertThat(WireCheck.fault(SENDER, RECIPIENT, aMessage())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileStringIsFoundWhereverItStands(String hostile) {
        for (MimeMessage message : infected(hostile)) {
            assertThat(WireCheck.fault(SENDER, RECIPIENT, message))
                    .isPresent()
                    .hasValueSatisfying(fault -> assertThat(fault).doesNotContain("evil"));
        }
    }

    @Test
    void nothingForeignReachesTheServer() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (SmtpSink sink = SmtpSink.start(0)) {
            MailerRelay relay = new MailerRelay(
                    "default",
                    new PlainMailClients(vertx, sink.port(), 5, config -> {}),
                    vertx,
                    Duration.ofSeconds(20));
            for (String hostile : hostile().toList()) {
                for (MimeMessage message : infected(hostile)) {
                    assertThat(relay.attempt(Mails.ENVELOPE, message)
                                    .toCompletableFuture()
                                    .get(20, TimeUnit.SECONDS))
                            .isInstanceOf(RelayResult.Unsendable.class);
                }
            }
            assertThat(sink.connections()).isZero();
            assertThat(relay.attempt(Mails.ENVELOPE, aMessage())
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .isInstanceOf(RelayResult.Accepted.class);
            assertThat(sink.accepted()).isEqualTo(1);
            relay.close();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void aBodyThatWouldNotArriveAsItIsIsRefused(String body) {
        MimeMessage message = new MimeMessage(aMessage().headers(), body);
        assertThat(WireCheck.fault(SENDER, RECIPIENT, message)).isPresent();
    }

    static Stream<String> badBodies() {
        return Stream.of("", "no end", "x\n", "x\r", "two\r\n\r\n", "\r\n\r\n", "y".repeat(999) + "\r\n");
    }

    @Test
    void foldsAreFoldsOnlyBeforeWhiteSpaceAndAroundText() {
        assertThat(faultOf("a\r\n b\r\n\tc")).isEmpty();
        for (String bad : List.of("a\r\nb", "a\r\n", "a\r\n ", "a\r\n \r\n b", "\r\n a", "", " ", "a\n b", "a\r b")) {
            assertThat(faultOf(bad)).isPresent();
        }
    }

    private static java.util.Optional<String> faultOf(String value) {
        return WireCheck.fault(SENDER, RECIPIENT, new MimeMessage(List.of(Map.entry("Subject", value)), "x\r\n"));
    }

    /** Every control and many that are not ASCII, in several places, with what an attacker would put after them. */
    static Stream<String> hostile() {
        List<String> strings = new ArrayList<>();
        List<String> breaks = new ArrayList<>(List.of(
                "\r\n",
                "\n",
                "\r",
                "\n\r",
                "\r\r\n",
                "\r\n\r\n",
                "\n\n",
                "\r\n.\r\n",
                "\n.\n",
                "\n.\r\n",
                "\r\n.\n",
                "\r.\r"));
        for (char c = 0; c < 0x20; c++) {
            if (c != '\t' && c != '\r' && c != '\n') {
                breaks.add(String.valueOf(c));
            }
        }
        for (char c : new char[] {
            0x7F, 0x80, 0x85, 0x8A, 0x8D, 0xA0, 0xFF, 0x10A, 0x10D, 0x20A, 0x2028, 0x2029, 0x560A, 0x560D, 0xD800,
            0xDC00, 0xFEFF, 0xFF1A, 0xFFFE
        }) {
            breaks.add(String.valueOf(c));
        }
        for (String lineBreak : breaks) {
            strings.add("x" + lineBreak + INJECTED);
            strings.add(lineBreak + INJECTED);
            strings.add("x" + lineBreak + "." + lineBreak + TRANSACTION);
            strings.add("x" + lineBreak + "\r\nDATA\r\n");
            strings.add("x" + lineBreak);
        }
        return strings.stream();
    }

    /** The string in each place a message has, one at a time; CRLF is at home in a body, so it is made dirty there. */
    private static List<MimeMessage> infected(String hostile) {
        MimeMessage clean = aMessage();
        List<MimeMessage> messages = new ArrayList<>();
        for (int i = 0; i < clean.headers().size(); i++) {
            List<Map.Entry<String, String>> names = new ArrayList<>(clean.headers());
            names.set(i, Map.entry("X-A" + hostile, "value"));
            messages.add(new MimeMessage(names, clean.body()));
            List<Map.Entry<String, String>> values = new ArrayList<>(clean.headers());
            values.set(i, Map.entry(clean.headers().get(i).getKey(), "value" + hostile));
            messages.add(new MimeMessage(values, clean.body()));
        }
        boolean clearText = hostile.replace("\r\n", "").chars().allMatch(c -> c >= ' ' && c < 0x7F);
        messages.add(new MimeMessage(clean.headers(), (clearText ? hostile + "\n" : hostile) + "\r\n"));
        return messages;
    }
}
