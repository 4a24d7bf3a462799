package io.posthorn.relay;

import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;

/** What came of one attempt for one recipient. */
public sealed interface RelayResult {

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
    record Refused(Reply reply, SmtpPhase phase) implements RelayResult {}

    /**
     * There was no session to speak of: no address, no connection, no TLS. The mail was certainly not taken.
     *
     * @param cause for people, free of secrets
     */
    record Unreachable(String cause) implements RelayResult {}

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
