package io.posthorn.testing.smtp;

import io.posthorn.smtp.SmtpPhase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Makes the sink misbehave on purpose. */
@FunctionalInterface
public interface SmtpScript {

    /** Everything as a good server does it. */
    SmtpScript ACCEPT = (phase, sender, recipient) -> Action.proceed();

    /**
     * What to do instead of the usual answer. Asked on the connection's own thread.
     *
     * @param phase CONNECT (in place of the greeting), EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, or DOT
     * @param sender of the envelope, from MAIL on; else null
     * @param recipient from RCPT on, the latest one; else null
     */
    Action at(SmtpPhase phase, String sender, String recipient);

    /** The same action each time that phase is reached. */
    static SmtpScript at(SmtpPhase when, Action action) {
        return (phase, sender, recipient) -> phase == when ? action : Action.proceed();
    }

    /** One thing to do. */
    sealed interface Action {

        record Proceed() implements Action {}

        record Answer(int code, List<String> lines) implements Action {}

        record Close(boolean taken) implements Action {}

        record Stall(CountDownLatch until) implements Action {}

        record Delay(Duration time, Action then) implements Action {}

        /** The usual answer. */
        static Action proceed() {
            return new Proceed();
        }

        /** That answer, in as many lines; a 2yz counts as acceptance, after 421 the connection is closed. */
        static Action reply(int code, String... lines) {
            return new Answer(code, List.of(lines));
        }

        /** Hangs up without an answer; at DOT the mail is not taken. */
        static Action close() {
            return new Close(false);
        }

        /** At DOT: takes the mail, and hangs up without saying so. */
        static Action takeAndClose() {
            return new Close(true);
        }

        /** Silence until the latch is down, then the usual answer. */
        static Action stall(CountDownLatch until) {
            return new Stall(until);
        }

        /** Silence for a time, then the usual answer. */
        static Action delay(Duration time) {
            return new Delay(time, proceed());
        }
    }
}
