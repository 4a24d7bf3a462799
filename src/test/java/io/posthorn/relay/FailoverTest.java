package io.posthorn.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Lane;
import io.posthorn.relay.RelayResult.Accepted;
import io.posthorn.relay.RelayResult.InDoubt;
import io.posthorn.relay.RelayResult.Refused;
import io.posthorn.relay.RelayResult.Unreachable;
import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.Settings;
import io.posthorn.testing.smtp.SinkOptions;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpScript.Action;
import io.posthorn.throttle.TestGates;
import io.vertx.ext.mail.LoginOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two relays that lead to servers of their own. */
class FailoverTest {

    private final RelayBed first = new RelayBed(
            RelayBed.LONG,
            SinkOptions.PLAIN.withAuth(),
            config -> config.setLogin(LoginOption.REQUIRED)
                    .setUsername("posthorn")
                    .setPassword("hunter2"));
    private final RelayBed second = new RelayBed();
    private final AtomicLong now = new AtomicLong();
    private final Hop fallback = hop(second, "concurrency=1");
    private final Route route = new Route(List.of(hop(first), fallback));

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void thePreferredRelayIsTakenWhileItCanBeReached() throws Exception {
        assertThat(attempt().relay()).isSameAs(first.relay);
        assertThat(second.sink.connections()).isZero();
    }

    @Test
    void theNextIsTakenWithinTheSameAttemptIfOneCannotBeReached() throws Exception {
        first.sink.stop();

        Passage.Arrival arrival = attempt();

        assertThat(arrival.relay()).isSameAs(second.relay);
        assertThat(arrival.result()).isInstanceOf(Accepted.class);
        assertThat(second.sink.accepted()).isEqualTo(1);
    }

    @Test
    void aRelayThatWantsNoSessionIsUnreachableToo() throws Exception {
        first.sink.reply(SmtpScript.at(SmtpPhase.CONNECT, Action.reply(554, "5.3.2 go away")));
        assertThat(attempt().relay()).isSameAs(second.relay);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, 421, 4.3.2 System not accepting messages",
        "CONNECT, 450, 4.3.2 not now",
        "EHLO, 451, 4.3.0 local trouble",
        "AUTH, 454, 4.7.0 temporary authentication failure",
    })
    void oneThatWantsNoSessionForNowGivesWayWithinTheSameAttempt(SmtpPhase phase, int code, String text)
            throws Exception {
        first.sink.reply(SmtpScript.at(phase, Action.reply(code, text)));

        Passage.Arrival arrival = attempt();

        assertThat(arrival.result()).isInstanceOf(Accepted.class);
        assertThat(arrival.relay()).isSameAs(second.relay);
        assertThat(first.sink.connections()).isPositive();
        assertThat(second.sink.accepted()).isEqualTo(1);
    }

    @Test
    void oneThatWantsNoSessionForNowIsLeftAloneToo() throws Exception {
        first.sink.reply(SmtpScript.at(SmtpPhase.CONNECT, Action.reply(450, "4.3.2 not now")));
        attempt();
        attempt();
        first.sink.reply(SmtpScript.ACCEPT);

        assertThat(attempt().relay()).isSameAs(second.relay);
        pass(Duration.ofSeconds(5));
        assertThat(attempt().relay()).isSameAs(first.relay);
    }

    @Test
    void itsReplyIsToldIfNoOtherTakesTheMail() throws Exception {
        SmtpScript closed = SmtpScript.at(SmtpPhase.CONNECT, Action.reply(421, "4.3.2 System not accepting messages"));
        first.sink.reply(closed);
        second.sink.reply(closed);

        Passage.Arrival arrival = attempt();

        assertThat(arrival.relay()).isSameAs(second.relay);
        assertThat(arrival.result())
                .isEqualTo(new Refused(Reply.of(421, "4.3.2 System not accepting messages"), SmtpPhase.GREETING));
    }

    @Test
    void whileAPushBackPausesOneTheNextIsTakenAtOnce() throws Exception {
        pause(first);
        long asked = first.sink.connections();

        assertThat(attempt().relay()).isSameAs(second.relay);
        assertThat(first.sink.connections()).isEqualTo(asked);
        pass(Duration.ofSeconds(2));
        assertThat(attempt().relay()).isSameAs(first.relay);
    }

    @Test
    void whoWaitsDoesSoWhereThereIsNoPause() throws Exception {
        pause(first);
        Passage under = (Passage) open();

        assertThat(under.relay()).isSameAs(second.relay);
        assertThat(route.gate()).isSameAs(fallback.gate());
        assertThat(open())
                .isInstanceOfSatisfying(
                        Opening.Busy.class,
                        busy -> assertThat(busy.entry().gate()).isSameAs(fallback.gate()));
    }

    @Test
    void ifAllArePausedTheFirstPauseToEndIsWaitedFor() throws Exception {
        pause(first);
        pass(Duration.ofMillis(600));
        pause(second);

        assertThat(open())
                .isInstanceOfSatisfying(
                        Opening.Busy.class,
                        busy -> assertThat(busy.entry().gate()).isNotSameAs(fallback.gate()));
        pass(Duration.ofMillis(600));
        assertThat(open()).isInstanceOf(Passage.class);
    }

    @Test
    void oneThatIsOnlyFullIsWaitedFor() throws Exception {
        first.sink.stop();
        Route full = new Route(List.of(fallback, hop(first)));
        Passage under = (Passage) full.open(Lane.TRANSACTIONAL);

        assertThat(full.open(Lane.TRANSACTIONAL)).isInstanceOf(Opening.Busy.class);
        under.withdraw();
    }

    @Test
    void nothingThatMayHaveBeenSentGoesToTheNext() throws Exception {
        first.sink.reply(SmtpScript.at(SmtpPhase.DOT, Action.takeAndClose()));
        assertThat(attempt().result()).isInstanceOf(InDoubt.class);
        first.sink.reply(SmtpScript.at(SmtpPhase.RCPT, Action.reply(550, "5.1.1 nobody")));
        assertThat(attempt().result()).isInstanceOf(Refused.class);
        first.sink.reply(SmtpScript.at(SmtpPhase.MAIL, Action.reply(451, "4.3.0 later")));
        assertThat(attempt().result()).isInstanceOf(Refused.class);

        assertThat(second.sink.connections()).isZero();
    }

    @Test
    void aRelayThatRestsIsNotTriedUntilItsPauseIsOver() throws Exception {
        first.sink.stop();
        attempt();
        attempt();
        first.sink.start();

        assertThat(attempt().relay()).isSameAs(second.relay);
        pass(Duration.ofSeconds(5));
        assertThat(attempt().relay()).isSameAs(first.relay);
        assertThat(attempt().relay()).isSameAs(first.relay);
    }

    @Test
    void theLastOnesFailureIsToldIfNoneCanBeReachedAndThenNoneIsTried() throws Exception {
        first.sink.stop();
        second.sink.stop();

        Passage.Arrival arrival = attempt();
        attempt();

        assertThat(arrival.relay()).isSameAs(second.relay);
        assertThat(arrival.result()).isInstanceOf(Unreachable.class);
        assertThat(open())
                .isInstanceOfSatisfying(
                        Opening.Closed.class,
                        closed -> assertThat(closed.about()).isEqualTo(Duration.ofSeconds(5)));
    }

    @Test
    void anAttemptThatIsNotMadeLeavesTheProbeToTheNext() throws Exception {
        first.sink.stop();
        second.sink.stop();
        attempt();
        attempt();
        pass(Duration.ofSeconds(5));

        ((Passage) open()).withdraw();
        Opening probe = open();

        assertThat(probe).isInstanceOf(Passage.class);
        assertThat(open()).as("the second relay's probe").isInstanceOf(Passage.class);
        assertThat(open()).isInstanceOf(Opening.Closed.class);
    }

    private Passage.Arrival attempt() throws Exception {
        return ((Passage) open())
                .attempt(Mails.ENVELOPE, Mails.aMessage())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private Opening open() {
        return route.open(Lane.TRANSACTIONAL);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Its server asks to go slower, once. */
    private void pause(RelayBed bed) throws Exception {
        bed.sink.reply(SmtpScript.at(SmtpPhase.MAIL, Action.reply(421, "4.7.0 slower, please")));
        assertThat(attempt().relay()).isSameAs(bed.relay);
        bed.sink.reply(SmtpScript.ACCEPT);
    }

    private Hop hop(RelayBed bed, String... limits) {
        RelayConfig config = Settings.read(RelayConfig.class, "posthorn.relay.breaker.failures=2");
        return new Hop(
                bed.relay,
                new CircuitBreaker(config.breaker(), now::get),
                TestGates.gate("relay:" + bed.sink.port(), now::get, limits));
    }
}
