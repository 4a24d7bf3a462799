package io.posthorn.relay;

import static io.posthorn.relay.Mails.RECIPIENT;
import static io.posthorn.relay.Mails.SENDER;
import static io.posthorn.relay.Mails.aMail;
import static io.posthorn.relay.Mails.aMessage;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Content;
import io.posthorn.mail.EmailAddress;
import io.posthorn.relay.RelayResult.Accepted;
import io.posthorn.relay.RelayResult.InDoubt;
import io.posthorn.relay.RelayResult.Refused;
import io.posthorn.relay.RelayResult.Unreachable;
import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.smtp.ReceivedMail;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpScript.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailerRelayTest {

    private final RelayBed bed = new RelayBed();

    @AfterEach
    void stop() {
        bed.close();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theBytesOnTheWireAreThoseOfTheMessageEachTime(MimeMessage message) throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(bed.attempt(message)).isEqualTo(new Accepted(Reply.of(250, "")));
        }
        assertThat(bed.sink.violations()).isEmpty();
        assertThat(bed.sink.mails())
                .hasSize(5)
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
                new MimeMessage(aMessage().headers(), ".\r\n..\r\n\r\n.x\r\nFrom y\r\n.\r\n"),
                aMail().to("a@example.net", null)
                        .embed("logo", new byte[5_000])
                        .attach("ü.bin", "application/octet-stream", new byte[1_000_000])
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
        "EHLO, 451, EHLO",
    })
    void aRefusalIsToldWithItsReplyAndPhase(SmtpPhase when, int code, SmtpPhase told) throws Exception {
        String text = code / 100 + ".7.1 not today";
        bed.sink.reply(SmtpScript.at(when, Action.reply(code, text)));
        assertThat(bed.attempt()).isEqualTo(new Refused(Reply.of(code, text), told));
        bed.theNextMailsPass();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "EHLO"})
    void aServerThatWantsNoSessionRefusesNoMail(SmtpPhase when) throws Exception {
        bed.sink.reply(SmtpScript.at(when, Action.reply(554, "5.3.2 go away")));
        assertThat(bed.attempt())
                .isInstanceOfSatisfying(
                        Unreachable.class, result -> assertThat(result.cause()).contains("554 5.3.2 go away"));
        bed.theNextMailsPass();
    }

    @Test
    void aReplyOfSeveralLinesIsOneText() throws Exception {
        bed.sink.reply(SmtpScript.at(SmtpPhase.RCPT, Action.reply(550, "5.1.1 nobody", "5.1.1 here")));
        assertThat(bed.attempt()).isEqualTo(new Refused(Reply.of(550, "5.1.1 nobody here"), SmtpPhase.RCPT));
    }

    @ParameterizedTest
    @EnumSource(names = {"EHLO", "MAIL", "RCPT", "DATA", "DOT"})
    void aConnectionThatIsLostLeavesTheMailInDoubtAndThatIsNoticedBeforeTheTimeout(SmtpPhase when) throws Exception {
        bed.sink.reply(SmtpScript.at(when, Action.close()));
        for (int i = 0; i < 2 * RelayBed.CONNECTIONS; i++) {
            assertThat(bed.attempt())
                    .isInstanceOfSatisfying(
                            InDoubt.class, doubt -> assertThat(doubt.cause()).contains("ended without a reply"));
        }
        bed.theNextMailsPass();
    }

    @Test
    void aConnectionThatIsLostBeforeTheGreetingIsNoticedBeforeTheTimeoutUnlessItWasGoneBeforeItWasSeen()
            throws Exception {
        bed.sink.reply(SmtpScript.at(SmtpPhase.CONNECT, Action.close()));
        List<RelayResult> results = new ArrayList<>();
        for (int i = 0; i < 2 * RelayBed.CONNECTIONS; i++) {
            results.add(bed.attempt());
        }
        assertThat(results).hasOnlyElementsOfType(InDoubt.class).contains(new InDoubt(ReplyGuard.HUNG_UP));
        bed.theNextMailsPass();
    }

    @Test
    void aMailThatWasTakenWithoutAWordIsInDoubt() throws Exception {
        bed.sink.reply(SmtpScript.at(SmtpPhase.DOT, Action.takeAndClose()));
        assertThat(bed.attempt()).isInstanceOf(InDoubt.class);
        assertThat(bed.sink.accepted()).isEqualTo(1);
        bed.theNextMailsPass();
    }

    @Test
    void aRelayThatIsNotThereIsUnreachableUntilItComesBack() throws Exception {
        assertThat(bed.attempt()).isInstanceOf(Accepted.class);
        bed.sink.stop();
        for (int i = 0; i < 2 * RelayBed.CONNECTIONS; i++) {
            assertThat(bed.attempt()).isInstanceOf(Unreachable.class);
        }
        bed.sink.start();
        bed.theNextMailsPass();
    }

    @Test
    void anAddressThatTheClientWouldMisreadIsNotSent() throws Exception {
        for (String hostile : List.of("\"a b\"@example.net", "\"<x@evil.test>\"@example.net", "\"a,b\"@example.net")) {
            RelayResult result = bed.relay
                    .attempt(new Envelope(SENDER, new EmailAddress(hostile), 1), aMessage())
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(result).isInstanceOf(RelayResult.Unsendable.class);
        }
        assertThat(bed.sink.connections()).isZero();
    }

    @Test
    void thousandsAtOnceAllArriveOverTheConnectionsThereAre() {
        bed.start(3000).forEach(attempt -> assertThat(attempt.join()).isInstanceOf(Accepted.class));
        assertThat(bed.sink.accepted()).isEqualTo(3000);
        assertThat(bed.sink.violations()).isEmpty();
        assertThat(bed.sink.connections()).isLessThanOrEqualTo(RelayBed.CONNECTIONS);
    }
}
