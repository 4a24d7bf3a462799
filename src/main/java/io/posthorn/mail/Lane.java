package io.posthorn.mail;

import java.util.Locale;

/**
 * One of the two ways through the gateway. Each has its own topic, consumer, room in memory and sending slots,
 * so that a million newsletters never delay a password reset.
 */
public enum Lane {
    TRANSACTIONAL,
    BULK;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Name in configuration, metrics and the database. */
    public String label() {
        return label;
    }

    /** The lane of that {@link #label()}; an unknown one is an {@link IllegalArgumentException}. */
    public static Lane ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
