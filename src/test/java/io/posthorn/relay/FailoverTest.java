package io.posthorn.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Lane;
import io.posthorn.relay.RelayResult.Accepted;
import io.posthorn.relay.RelayResult.InDoubt;
import io.posthorn.relay.RelayResult.Refused;
import io.posthorn.relay.RelayResult.Unreachable;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.Settings;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpScript.Action;
import io.posthorn.throttle.TestGates;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two relays that lead to servers of their own. */
class FailoverTest {

    private final RelayBed first = new RelayBed();
    private final RelayBed second = new RelayBed();
    private final AtomicLong now = new AtomicLong();
    private final Route route = new Route(List.of(hop(first), hop(second)));

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

    @Test
    void nothingThatMayHaveBeenSentGoesToTheNext() throws Exception {
        first.sink.reply(SmtpScript.at(SmtpPhase.DOT, Action.takeAndClose()));
        assertThat(attempt().result()).isInstanceOf(InDoubt.class);
        first.sink.reply(SmtpScript.at(SmtpPhase.RCPT, Action.reply(550, "5.1.1 nobody")));
        assertThat(attempt().result()).isInstanceOf(Refused.class);
        first.sink.reply(SmtpScript.at(SmtpPhase.CONNECT, Action.reply(421, "4.3.2 later")));
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

    private Hop hop(RelayBed bed) {
        RelayConfig config = Settings.read(RelayConfig.class, "posthorn.relay.breaker.failures=2");
        return new Hop(
                bed.relay, new CircuitBreaker(config.breaker(), now::get), TestGates.open("relay:" + bed.sink.port()));
    }
}
