package io.posthorn.suppression;

import java.util.Arrays;
import java.util.Locale;

/** Why an address is not to be mailed. */
public enum SuppressionReason {
    /** There is nobody at the address. */
    INVALID_RECIPIENT("InvalidRecipient"),
    /** Nobody is there any more. */
    INACTIVE_MAILBOX("InactiveMailbox"),
    /** The domain does not exist, or takes no mail. */
    BAD_DOMAIN("BadDomain"),
    /** Mail after mail expired because the mailbox was full. */
    FULL_MAILBOX("QuotaIssues");

    private final String category;
    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    SuppressionReason(String category) {
        this.category = category;
    }

    /** The class of the refusals that led to it, as results call it. */
    public String category() {
        return category;
    }

    /** Name in the database. */
    public String label() {
        return label;
    }

    /** The reason of that {@link #label()}; an unknown one is an {@link IllegalArgumentException}. */
    static SuppressionReason ofLabel(String label) {
        return Arrays.stream(values())
                .filter(reason -> reason.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no reason for a suppression: " + label));
    }
}
