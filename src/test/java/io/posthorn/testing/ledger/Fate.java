package io.posthorn.testing.ledger;

/** What is to become of a record that was published. */
public enum Fate {
    /** A mail, that the next hop takes in the end. */
    MAIL,
    /** The same request once more: one of the records becomes the mail, whichever is read first. */
    REPETITION,
    /** Refused at the door. */
    REFUSAL,
    /** It is no request. */
    DEAD_LETTER;

    /** Whether a record of that fate may be accounted for like that. */
    boolean permits(String type) {
        return switch (this) {
            case MAIL, REPETITION -> type.equals("mail.accepted") || type.equals("mail.duplicate");
            case REFUSAL -> type.equals("mail.rejected");
            case DEAD_LETTER -> type.equals(Noted.DEAD_LETTERED);
        };
    }

    /** Whether there is to be a mail. */
    boolean isMail() {
        return this == MAIL || this == REPETITION;
    }
}
