package io.posthorn.mail;

import java.util.Locale;

/** What to do with a delivery when nobody can know whether the next hop took the mail. */
public enum OnDoubt {
    /** Send it again: better twice than never. */
    RESEND,
    /** Leave it to an operator: better never than twice. */
    HOLD;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Name in requests and in the database. */
    public String label() {
        return label;
    }

    /** The policy of that {@link #label()}; an unknown one is an {@link IllegalArgumentException}. */
    public static OnDoubt ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
