package io.posthorn.relay;

import io.posthorn.smtp.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accepts every mail at once and throws it away, after the same last check as any other relay. */
final class DiscardRelay implements Relay {

    static final String NAME = "discard";

    private static final RelayResult DISCARDED = new RelayResult.Accepted(Reply.of(250, "2.0.0 discarded"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String host() {
        return null;
    }

    @Override
    public int connections() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean pretends() {
        return true;
    }

    @Override
    public CompletionStage<RelayResult> attempt(Envelope envelope, MimeMessage message) {
        return CompletableFuture.completedFuture(WireCheck.fault(envelope.sender(), envelope.recipient(), message)
                .<RelayResult>map(RelayResult.Unsendable::new)
                .orElse(DISCARDED));
    }
}
