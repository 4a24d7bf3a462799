package io.posthorn.testing.ledger;

/**
 * Something that must not be.
 *
 * @param kind what
 * @param subject whose, by name
 * @param detail what exactly
 */
public record Offence(Kind kind, String subject, String detail) {

    /** What can be wrong. */
    public enum Kind {
        /** A record that Kafka acknowledged is not accounted for. */
        LOST_REQUEST,
        /** A record is accounted for more than once. */
        COUNTED_TWICE,
        /** A request became more than one mail. */
        ACCEPTED_TWICE,
        /** A request that nobody published is accounted for. */
        FOREIGN_REQUEST,
        /** A record became something else than it was to become, or a repetition of nothing. */
        WRONG_FATE,
        /** A record that is no request is not in the dead-letter topic. */
        LOST_DEAD_LETTER,
        /** A record is in the dead-letter topic, and the trail does not say that it is no request. */
        FOREIGN_DEAD_LETTER,
        /** A mail's deliveries are not for those whom the request names. */
        WRONG_RECIPIENTS,
        /** A delivery has not ended. */
        NO_END,
        /** A delivery ended without having been relayed, though the next hop takes everything in the end. */
        NOT_RELAYED,
        /** A delivery ended more than once, or something happened to it after its end. */
        SEVERAL_ENDS,
        /** The events of a delivery are not numbered 2, 3, …; one is missing or there twice. */
        BROKEN_SEQUENCE,
        /** The delivery's state is not that of its last event. */
        OTHER_STATE,
        /** An event of the trail was not published. */
        UNTOLD,
        /** A result was published that the trail does not know, or not so. */
        FOREIGN_RESULT,
        /** One change was published under two ids. */
        TOLD_TWICE,
        /** A delivery is said to be relayed, and the next hop has not seen it. */
        NEVER_TAKEN,
        /** The next hop took a mail more often than the trail admits. */
        UNNOTICED_DUPLICATE,
        /** A delivery that was in doubt and is to be held went on by itself. */
        NOT_HELD,
        /** The same Message-ID with other bytes. */
        OTHER_BYTES,
        /** The next hop took a mail that nobody accepted. */
        FOREIGN_MAIL,
        /** The next hop was given a recipient whom the request does not name. */
        FOREIGN_RECIPIENT
    }

    @Override
    public String toString() {
        return kind + " " + subject + ": " + detail;
    }
}
