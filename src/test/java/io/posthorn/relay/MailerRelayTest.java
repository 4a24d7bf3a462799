package io.posthorn.relay;

import static io.posthorn.relay.Mails.RECIPIENT;
import static io.posthorn.relay.Mails.SENDER;
import static io.posthorn.relay.Mails.aMail;
import static io.posthorn.relay.Mails.aMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.mail.Content;
import io.posthorn.mail.EmailAddress;
import io.posthorn.relay.RelayResult.Accepted;
import io.posthorn.relay.RelayResult.InDoubt;
import io.posthorn.relay.RelayResult.Refused;
import io.posthorn.relay.RelayResult.Unreachable;
import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.smtp.ReceivedMail;
import io.posthorn.testing.smtp.SinkOptions;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpScript.Action;
import io.posthorn.testing.smtp.SmtpSink;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailerRelayTest {

    private static final int CONNECTIONS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static Vertx vertx;

    private SmtpSink sink = SmtpSink.start(0);
    private MailerRelay relay = relay(TIMEOUT, config -> {});

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        relay.close();
        sink.close();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theBytesOnTheWireAreThoseOfTheMessageEachTime(MimeMessage message) throws Exception {
        assertThat(attempt(message)).isEqualTo(new Accepted(Reply.of(250, "")));
        assertThat(attempt(message)).isInstanceOf(Accepted.class);
        assertThat(sink.violations()).isEmpty();
        assertThat(sink.mails())
                .hasSize(2)
                .containsOnly(new ReceivedMail(SENDER.value(), List.of(RECIPIENT.value()), Mails.raw(message)));
    }

    static Stream<MimeMessage> messages() {
        return Stream.of(
                aMessage(),
                aMail().bcc("b@example.net", null).composed(new Content("", "", null)),
                aMail().to("a@example.net", "Ä, \"ö\"")
                        .cc("b@example.net", "漢字".repeat(40))
                        .header("X-Long", "z".repeat(900))
                        .header("List-Unsubscribe", "<mailto:a@example.org>, <https://example.org/u?x=1>")
                        .composed(new Content("🎉 ".repeat(100), ".\n..\nFrom\n.x\nü", "<p>\n.\n</p>")),
                aMail().to("a@example.net", null)
                        .embed("logo", new byte[5_000])
                        .attach("ü.bin", "application/octet-stream", new byte[300_000])
                        .composed(new Content("x", "x\n", "<b>" + "long ".repeat(1000) + "</b>")));
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451, MAIL",
        "MAIL, 550, MAIL",
        "RCPT, 450, RCPT",
        "RCPT, 550, RCPT",
        "RCPT, 421, RCPT",
        "DATA, 451, DATA",
        "DATA, 554, DATA",
        "DOT, 451, DOT",
        "DOT, 554, DOT",
        "CONNECT, 421, GREETING",
        "EHLO, 421, ",
        "EHLO, 451, EHLO",
    })
    void aRefusalIsToldWithItsReplyAndPhase(SmtpPhase when, int code, SmtpPhase told) throws Exception {
        sink.reply(SmtpScript.at(when, Action.reply(code, code / 100 + ".7.1 not today")));
        RelayResult result = attempt(aMessage());
        if (told == null) {
            assertThat(result).isInstanceOf(InDoubt.class);
        } else {
            assertThat(result).isEqualTo(new Refused(Reply.of(code, code / 100 + ".7.1 not today"), told));
        }
        theNextMailsPass();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "EHLO"})
    void aServerThatWantsNoSessionRefusesNoMail(SmtpPhase when) throws Exception {
        sink.reply(SmtpScript.at(when, Action.reply(554, "5.3.2 go away")));
        assertThat(attempt(aMessage()))
                .isInstanceOfSatisfying(
                        Unreachable.class, result -> assertThat(result.cause()).contains("554 5.3.2 go away"));
        theNextMailsPass();
    }

    @Test
    void aReplyOfSeveralLinesIsOneText() throws Exception {
        sink.reply(SmtpScript.at(SmtpPhase.RCPT, Action.reply(550, "5.1.1 nobody", "5.1.1 here")));
        assertThat(attempt(aMessage())).isEqualTo(new Refused(Reply.of(550, "5.1.1 nobody here"), SmtpPhase.RCPT));
    }

    @ParameterizedTest
    @EnumSource(names = {"EHLO", "MAIL", "RCPT", "DATA", "DOT"})
    void aConnectionThatIsLostLeavesTheMailInDoubt(SmtpPhase when) throws Exception {
        sink.reply(SmtpScript.at(when, Action.close()));
        for (int i = 0; i < 2 * CONNECTIONS; i++) {
            assertThat(attempt(aMessage())).isInstanceOf(InDoubt.class);
        }
        theNextMailsPass();
    }

    @Test
    void aConnectionThatIsLostBeforeTheGreetingIsNoticedByTheTimeout() throws Exception {
        relay.close();
        relay = relay(Duration.ofMillis(300), config -> {});
        sink.reply(SmtpScript.at(SmtpPhase.CONNECT, Action.close()));
        assertThat(attempt(aMessage())).isInstanceOf(InDoubt.class);
        sink.reply(SmtpScript.ACCEPT);
        assertThat(attempt(aMessage())).isInstanceOf(Accepted.class);
    }

    @Test
    void aMailThatWasTakenWithoutAWordIsInDoubt() throws Exception {
        sink.reply(SmtpScript.at(SmtpPhase.DOT, Action.takeAndClose()));
        assertThat(attempt(aMessage())).isInstanceOf(InDoubt.class);
        assertThat(sink.accepted()).isEqualTo(1);
        theNextMailsPass();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "DOT"})
    void aSilentServerCostsTheTimeoutAndNoSlot(SmtpPhase when) throws Exception {
        relay.close();
        relay = relay(Duration.ofMillis(300), config -> {});
        CountDownLatch never = new CountDownLatch(1);
        sink.reply(SmtpScript.at(when, Action.stall(never)));
        List<CompletableFuture<RelayResult>> attempts =
                IntStream.range(0, CONNECTIONS).mapToObj(i -> start(aMessage())).toList();
        for (CompletableFuture<RelayResult> attempt : attempts) {
            assertThat(attempt.get(10, TimeUnit.SECONDS)).isInstanceOf(InDoubt.class);
        }
        sink.reply(SmtpScript.ACCEPT);
        assertThat(attempt(aMessage())).isInstanceOf(Accepted.class);
        never.countDown();
    }

    @Test
    void aMailThatNeverGotAConnectionIsNotInDoubt() throws Exception {
        relay.close();
        relay = relay(Duration.ofMillis(300), config -> {});
        CountDownLatch never = new CountDownLatch(1);
        sink.reply(SmtpScript.at(SmtpPhase.MAIL, Action.stall(never)));
        List<CompletableFuture<RelayResult>> attempts = IntStream.range(0, 3 * CONNECTIONS)
                .mapToObj(i -> start(aMessage()))
                .toList();
        List<RelayResult> results =
                attempts.stream().map(CompletableFuture::join).toList();
        assertThat(results).filteredOn(InDoubt.class::isInstance).hasSizeGreaterThanOrEqualTo(CONNECTIONS);
        assertThat(results)
                .filteredOn(result -> !(result instanceof InDoubt))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result).isInstanceOf(Unreachable.class));
        assertThat(sink.accepted()).isZero();
        never.countDown();
    }

    @Test
    void connectionsToASilentServerAreClosedInTheEnd() throws Exception {
        relay.close();
        relay = relay(Duration.ofMillis(200), config -> {});
        CountDownLatch never = new CountDownLatch(1);
        sink.reply(SmtpScript.at(SmtpPhase.DOT, Action.stall(never)));
        assertThat(attempt(aMessage())).isInstanceOf(InDoubt.class);
        sink.reply(SmtpScript.ACCEPT);
        assertThat(sink.open()).isEqualTo(1);
        never.countDown();
        await().until(() -> sink.open() == 0);
    }

    @Test
    void aRelayThatIsNotThereIsUnreachableUntilItComesBack() throws Exception {
        assertThat(attempt(aMessage())).isInstanceOf(Accepted.class);
        sink.stop();
        for (int i = 0; i < 2 * CONNECTIONS; i++) {
            assertThat(attempt(aMessage())).isInstanceOf(Unreachable.class);
        }
        sink.start();
        theNextMailsPass();
    }

    @Test
    void aHostThatHasNoAddressIsUnreachable() throws Exception {
        relay.close();
        relay = relay(TIMEOUT, config -> config.setHostname("nowhere.invalid"));
        assertThat(attempt(aMessage())).isInstanceOf(Unreachable.class);
    }

    @Test
    void withoutTheTlsThatIsRequiredNothingIsSent() throws Exception {
        relay.close();
        relay = relay(TIMEOUT, config -> config.setStarttls(StartTLSOptions.REQUIRED));
        assertThat(attempt(aMessage())).isInstanceOf(Unreachable.class);
        assertThat(sink.accepted()).isZero();
    }

    @Test
    void aWrongPasswordRefusesNoMail() throws Exception {
        relay.close();
        sink.close();
        sink = SmtpSink.start(0, SinkOptions.PLAIN.withAuth());
        sink.reply(SmtpScript.at(SmtpPhase.AUTH, Action.reply(535, "5.7.8 wrong")));
        relay = relay(
                TIMEOUT,
                config -> config.setLogin(LoginOption.REQUIRED)
                        .setUsername("posthorn")
                        .setPassword("hunter2"));
        assertThat(attempt(aMessage()))
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        result -> assertThat(result.cause())
                                .contains("535 5.7.8 wrong")
                                .doesNotContain("hunter2"));
        theNextMailsPass();
    }

    @Test
    void anAddressThatTheClientWouldMisreadIsNotSent() throws Exception {
        for (String hostile : List.of("\"a b\"@example.net", "\"<x@evil.test>\"@example.net", "\"a,b\"@example.net")) {
            RelayResult result = relay.attempt(SENDER, new EmailAddress(hostile), aMessage())
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(result).isInstanceOf(RelayResult.Unsendable.class);
        }
        assertThat(sink.connections()).isZero();
    }

    @Test
    void thousandsAtOnceAllArrive() {
        List<CompletableFuture<RelayResult>> attempts =
                IntStream.range(0, 3000).mapToObj(i -> start(aMessage())).toList();
        attempts.forEach(attempt -> assertThat(attempt.join()).isInstanceOf(Accepted.class));
        assertThat(sink.accepted()).isEqualTo(3000);
        assertThat(sink.connections()).isLessThanOrEqualTo(CONNECTIONS);
    }

    @Test
    void afterTheEndNothingHangs() {
        CountDownLatch never = new CountDownLatch(1);
        sink.reply(SmtpScript.at(SmtpPhase.DOT, Action.stall(never)));
        List<CompletableFuture<RelayResult>> attempts = IntStream.range(0, 2 * CONNECTIONS)
                .mapToObj(i -> start(aMessage()))
                .toList();
        relay.close();
        assertThat(attempts)
                .allSatisfy(attempt -> assertThat(attempt.join()).isInstanceOfAny(InDoubt.class, Unreachable.class));
        assertThat(start(aMessage()).join()).isInstanceOf(Unreachable.class);
        never.countDown();
    }

    private void theNextMailsPass() throws Exception {
        sink.reply(SmtpScript.ACCEPT);
        long before = sink.accepted();
        for (int i = 0; i < 2 * CONNECTIONS; i++) {
            assertThat(attempt(aMessage())).isInstanceOf(Accepted.class);
        }
        assertThat(sink.accepted()).isEqualTo(before + 2 * CONNECTIONS);
        assertThat(sink.violations()).isEmpty();
    }

    private RelayResult attempt(MimeMessage message) throws Exception {
        return start(message).get(30, TimeUnit.SECONDS);
    }

    private CompletableFuture<RelayResult> start(MimeMessage message) {
        return relay.attempt(SENDER, RECIPIENT, message).toCompletableFuture();
    }

    private MailerRelay relay(Duration timeout, Consumer<MailConfig> change) {
        return new MailerRelay(new PlainMailClients(vertx, sink.port(), CONNECTIONS, change), vertx, timeout);
    }
}
