package io.posthorn.relay;

import java.util.concurrent.CompletionStage;

/** The way to one next hop. */
public interface Relay {

    /** Name in configuration, metrics and results. */
    String name();

    /** The host it leads to, as it is configured; null if it leads to none. */
    String host();

    /** Whether nothing is ever sent by it. */
    default boolean pretends() {
        return false;
    }

    /** Attempts that may be under way at a time. */
    int connections();

    /**
     * Makes one SMTP transaction for one recipient. Does not block. The stage always completes normally, and within
     * the relay's time-out, whatever the server does.
     *
     * @param envelope from whom and to whom
     * @param message what goes between DATA and the final dot
     */
    CompletionStage<RelayResult> attempt(Envelope envelope, MimeMessage message);
}
