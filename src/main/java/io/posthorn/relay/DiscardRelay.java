package io.posthorn.relay;

import io.posthorn.mail.EmailAddress;
import io.posthorn.smtp.Reply;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accepts every mail at once and throws it away, after the same last check as any other relay. */
@Singleton
public class DiscardRelay implements Relay {

    private static final RelayResult DISCARDED = new RelayResult.Accepted(Reply.of(250, "2.0.0 discarded"));

    @Override
    public String name() {
        return "discard";
    }

    @Override
    public CompletionStage<RelayResult> attempt(EmailAddress sender, EmailAddress recipient, MimeMessage message) {
        return CompletableFuture.completedFuture(WireCheck.fault(sender, recipient, message)
                .<RelayResult>map(RelayResult.Unsendable::new)
                .orElse(DISCARDED));
    }
}
