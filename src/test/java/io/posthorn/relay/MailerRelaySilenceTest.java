package io.posthorn.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.relay.RelayResult.InDoubt;
import io.posthorn.relay.RelayResult.Unreachable;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.smtp.SinkOptions;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpScript.Action;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that fall silent. */
class MailerRelaySilenceTest {

    private final RelayBed bed = new RelayBed(Duration.ofMillis(400), SinkOptions.PLAIN, config -> {});
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        never.countDown();
        bed.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "DOT"})
    void aSilentServerCostsTheTimeoutAndNoSlot(SmtpPhase when) throws Exception {
        bed.sink.reply(SmtpScript.at(when, Action.stall(never)));
        for (CompletableFuture<RelayResult> attempt : bed.start(RelayBed.CONNECTIONS)) {
            assertThat(attempt.join()).isInstanceOf(InDoubt.class);
        }
        bed.theNextMailsPass();
    }

    @Test
    void aMailThatNeverGotAConnectionIsNotInDoubt() {
        bed.sink.reply(SmtpScript.at(SmtpPhase.MAIL, Action.stall(never)));
        List<RelayResult> results = bed.start(4 * RelayBed.CONNECTIONS).stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(results).hasAtLeastOneElementOfType(InDoubt.class).hasAtLeastOneElementOfType(Unreachable.class);
        assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOfAny(InDoubt.class, Unreachable.class));
        assertThat(bed.sink.accepted()).isZero();
    }

    @Test
    void aConnectionToASilentServerIsClosedInTheEnd() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RelayBed other = new RelayBed(
                        Duration.ofMillis(200), SinkOptions.PLAIN, config -> config.setPort(silent.getLocalPort()))) {
            CompletableFuture<RelayResult> attempt = other.start(Mails.aMessage());
            try (Socket connection = silent.accept()) {
                assertThat(attempt.join()).isInstanceOf(InDoubt.class);
                connection.setSoTimeout(20_000);
                assertThat(connection.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aLateReplyIsNeverTakenForTheNextMails() throws Exception {
        bed.sink.reply(SmtpScript.at(SmtpPhase.DOT, Action.stall(never)));
        assertThat(bed.attempt()).isInstanceOf(InDoubt.class);
        bed.sink.reply(SmtpScript.at(SmtpPhase.DOT, Action.reply(554, "5.7.1 no")));
        CompletableFuture<RelayResult> next = bed.start(Mails.aMessage());
        never.countDown();
        assertThat(next.join()).isInstanceOf(RelayResult.Refused.class);
        bed.theNextMailsPass();
    }

    @Test
    void afterTheEndNothingHangs() {
        bed.sink.reply(SmtpScript.at(SmtpPhase.DOT, Action.stall(never)));
        List<CompletableFuture<RelayResult>> attempts = bed.start(2 * RelayBed.CONNECTIONS);
        bed.relay.close();
        assertThat(attempts)
                .allSatisfy(attempt -> assertThat(attempt.join()).isInstanceOfAny(InDoubt.class, Unreachable.class));
        assertThat(bed.start(Mails.aMessage()).join()).isInstanceOf(Unreachable.class);
    }
}
