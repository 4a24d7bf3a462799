package io.posthorn.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Instants as everybody sees them: RFC 3339 in UTC, always with milliseconds. */
public final class Timestamps {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** As in {@code 2026-11-23T16:03:43.120Z}. */
    public static String format(Instant instant) {
        return FORMAT.format(instant);
    }
}
