package io.posthorn.relay;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Leave for one attempt by one relay, and by the ones after it for as long as nothing was sent: an unreachable relay has
 * certainly not taken the mail, so the next may be tried within the same attempt. Nothing else leads to the next.
 */
public final class Passage {

    private final Hop hop;
    private final CircuitBreaker.Pass pass;
    private final List<Hop> others;

    private Passage(Hop hop, CircuitBreaker.Pass pass, List<Hop> others) {
        this.hop = hop;
        this.pass = pass;
        this.others = others;
    }

    static Optional<Passage> from(List<Hop> hops) {
        for (int i = 0; i < hops.size(); i++) {
            CircuitBreaker.Pass pass = hops.get(i).breaker().enter();
            if (pass != null) {
                return Optional.of(new Passage(hops.get(i), pass, hops.subList(i + 1, hops.size())));
            }
        }
        return Optional.empty();
    }

    /**
     * How an attempt ended.
     *
     * @param relay the last that was tried
     * @param result what came of it there
     */
    public record Arrival(Relay relay, RelayResult result) {}

    /** Makes the attempt. The stage always completes normally. */
    public CompletionStage<Arrival> attempt(Envelope envelope, MimeMessage message) {
        return hop.attempt(pass, envelope, message).thenCompose(result -> {
            Optional<Passage> next =
                    result instanceof RelayResult.Unreachable ? Passage.from(others) : Optional.empty();
            return next.isPresent()
                    ? next.get().attempt(envelope, message)
                    : CompletableFuture.completedFuture(new Arrival(hop.relay(), result));
        });
    }

    /** The attempt is not made after all. */
    public void abandon() {
        pass.unused();
    }
}
