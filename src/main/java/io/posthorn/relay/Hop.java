package io.posthorn.relay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * A relay, and whether it is worth trying.
 *
 * @param relay the way there
 * @param breaker what is known of the other end
 */
record Hop(Relay relay, CircuitBreaker breaker) {

    private static final Logger LOG = Logger.getLogger(Hop.class);

    /** Makes one attempt with that leave. */
    CompletionStage<RelayResult> attempt(CircuitBreaker.Pass pass, Envelope envelope, MimeMessage message) {
        return begin(envelope, message)
                // A relay does not fail; if this one does, nobody can know.
                .exceptionally(failure -> new RelayResult.InDoubt("the relay broke: " + failure))
                .thenApply(result -> {
                    note(pass, result);
                    return result;
                });
    }

    private CompletionStage<RelayResult> begin(Envelope envelope, MimeMessage message) {
        try {
            return relay.attempt(envelope, message);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void note(CircuitBreaker.Pass pass, RelayResult result) {
        if (result instanceof RelayResult.Unsendable) {
            pass.unused();
        } else if (result instanceof RelayResult.Unreachable || result instanceof RelayResult.InDoubt) {
            if (pass.unanswered()) {
                LOG.warnf("Relay %s does not answer and rests: %s", relay.name(), cause(result));
            }
        } else if (pass.answered()) {
            LOG.infof("Relay %s answers again", relay.name());
        }
    }

    private static String cause(RelayResult result) {
        return result instanceof RelayResult.Unreachable unreachable
                ? unreachable.cause()
                : ((RelayResult.InDoubt) result).cause();
    }
}
