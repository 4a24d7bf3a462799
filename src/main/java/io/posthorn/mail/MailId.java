package io.posthorn.mail;

import java.util.UUID;

/**
 * Identity of a mail: a UUID of version 7 (RFC 9562), so that keys grow with time and a range of
 * ids is a range of time.
 */
public record MailId(UUID value) implements Comparable<MailId> {

    /** Reads the canonical form; anything else is an {@link IllegalArgumentException}. */
    public static MailId parse(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("a mail id is a UUID of 36 characters");
        }
        return new MailId(UUID.fromString(text));
    }

    /** Order of the octets, which is the order of time and PostgreSQL's; not that of {@link UUID}, which is signed. */
    @Override
    public int compareTo(MailId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
