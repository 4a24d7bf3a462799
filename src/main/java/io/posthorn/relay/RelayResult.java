package io.posthorn.relay;

import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;

/** What came of one attempt for one recipient. */
public sealed interface RelayResult {

    /** Whether there was no session to send the mail in, so that it may go by another way at once. */
    default boolean withoutSession() {
        return false;
    }

    /**
     * The next hop answered 2xx to the final dot: the mail is its business now.
     *
     * @param reply its answer, where the transport tells it, else a bare 250
     */
    record Accepted(Reply reply) implements RelayResult {}

    /**
     * The next hop answered 4yz or 5yz; {@link Reply#permanent()} tells which.
     *
     * @param reply its answer
     * @param phase the command it was the answer to, or null where the transport does not tell
     */
    record Refused(Reply reply, SmtpPhase phase) implements RelayResult {

        @Override
        public boolean withoutSession() {
            return phase != null && phase.beforeMail();
        }

        /** For people. */
        String cause() {
            return phase + " was answered with " + reply.code()
                    + reply.enhancedCode().map(code -> " " + code).orElse("") + " " + reply.text();
        }
    }

    /**
     * There was no session to speak of: no address, no connection, no TLS. The mail was certainly not taken.
     *
     * @param cause for people, free of secrets
     */
    record Unreachable(String cause) implements RelayResult {

        @Override
        public boolean withoutSession() {
            return true;
        }
    }

    /**
     * The session ended without a reply, and the final dot may have been sent: nobody can know.
     *
     * @param cause for people, free of secrets
     */
    record InDoubt(String cause) implements RelayResult {}

    /**
     * The message did not pass the last check before the wire; nothing was sent. It would not pass a second time.
     *
     * @param cause what was found and where, without quoting it
     */
    record Unsendable(String cause) implements RelayResult {}
}
