package io.posthorn.relay;

import io.posthorn.mail.Lane;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.threads.Halt;
import io.posthorn.throttle.Ending;
import io.posthorn.throttle.Entry;
import io.posthorn.throttle.Gate;
import io.posthorn.throttle.Permit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * A relay, whether it is worth trying, and how much it may be given.
 *
 * @param relay the way there
 * @param breaker what is known of the other end
 * @param gate what keeps to its limits
 */
record Hop(Relay relay, CircuitBreaker breaker, Gate gate) {

    private static final Logger LOG = Logger.getLogger(Hop.class);

    /** Leave for one attempt by this relay; ends with one of its methods. */
    record Leave(Hop hop, CircuitBreaker.Pass pass, Permit permit) {

        /** Makes the attempt; the stage completes normally. */
        CompletionStage<RelayResult> attempt(Envelope envelope, MimeMessage message) {
            return begin(envelope, message)
                    // A relay does not fail; if this one does, nobody can know.
                    .exceptionally(failure -> new RelayResult.InDoubt("the relay broke: " + failure))
                    .thenApply(result -> {
                        // First: who waits before the gate is told that it may open, and then asks the breaker.
                        note(result);
                        permit.end(hop.relay.pretends() ? Ending.UNTOLD : pace(result));
                        return result;
                    });
        }

        void withdraw() {
            pass.unused();
            permit.withdraw();
        }

        private CompletionStage<RelayResult> begin(Envelope envelope, MimeMessage message) {
            try {
                return hop.relay.attempt(envelope, message);
            } catch (RuntimeException | Error e) {
                Halt.ifBroken(e);
                return CompletableFuture.failedFuture(e);
            }
        }

        private void note(RelayResult result) {
            String name = hop.relay.name();
            if (result instanceof RelayResult.Unsendable) {
                pass.unused();
            } else if (result instanceof RelayResult.Unreachable unreachable) {
                noteSilence(name, unreachable.cause());
            } else if (result instanceof RelayResult.InDoubt doubt) {
                noteSilence(name, doubt.cause());
            } else if (result instanceof RelayResult.Refused refused && refused.withoutSession()) {
                noteSilence(name, refused.cause());
            } else if (pass.answered()) {
                LOG.infof("Relay %s answers again", name);
            }
        }

        private void noteSilence(String name, String cause) {
            if (pass.unanswered()) {
                LOG.warnf("Relay %s does not answer and is left alone for a while: %s", name, cause);
            }
        }
    }

    /** Asks for leave to make one attempt by this relay, with others to fall back on. */
    Opening open(Lane lane, List<Hop> others) {
        CircuitBreaker.Pass pass = breaker.enter();
        if (pass == null) {
            return new Opening.Closed(gate, breaker.closedFor());
        }
        Entry entry = gate.enter(lane);
        if (entry instanceof Entry.Wait wait) {
            pass.unused();
            return new Opening.Busy(wait);
        }
        return new Passage(lane, new Leave(this, pass, (Permit) entry), others);
    }

    /** Whether its server has asked to be left alone for a while. */
    boolean paused() {
        return gate.pause() != null;
    }

    private static Ending pace(RelayResult result) {
        if (result instanceof RelayResult.Refused refused) {
            return ofTheRelay(refused) ? Ending.of(refused.reply()) : Ending.ANSWERED;
        }
        return result instanceof RelayResult.Accepted ? Ending.ANSWERED : Ending.UNTOLD;
    }

    /** What a result says about the pace of the destination. */
    static Ending paceOfDestination(RelayResult result) {
        if (result instanceof RelayResult.Refused refused) {
            return ofTheRelay(refused) ? Ending.UNTOLD : Ending.of(refused.reply());
        }
        return result instanceof RelayResult.Accepted ? Ending.ANSWERED : Ending.UNTOLD;
    }

    /** What is said before a recipient is named is about us, and not about where the mail goes. */
    private static boolean ofTheRelay(RelayResult.Refused refused) {
        return refused.withoutSession() || refused.phase() == SmtpPhase.MAIL;
    }
}
