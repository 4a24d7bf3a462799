package io.posthorn.relay;

import io.posthorn.mail.Lane;
import io.posthorn.throttle.TestGates;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Leave to make attempts by a relay that answers as a test says. */
public final class Passages {

    private Passages() {}

    /** By a relay that makes its attempts so. */
    public static Passage by(Supplier<CompletionStage<RelayResult>> attempt) {
        Hop hop = new Hop(relay(attempt), CircuitBreaker.alwaysClosed(), TestGates.open("relay:default"));
        return (Passage) hop.open(Lane.TRANSACTIONAL, List.of());
    }

    /** The relay itself. */
    public static Relay relay(Supplier<CompletionStage<RelayResult>> attempt) {
        return new Relay() {
            @Override
            public String name() {
                return "default";
            }

            @Override
            public String host() {
                return "mx.example.net";
            }

            @Override
            public int connections() {
                return 1;
            }

            @Override
            public CompletionStage<RelayResult> attempt(Envelope envelope, MimeMessage message) {
                return attempt.get();
            }
        };
    }
}
