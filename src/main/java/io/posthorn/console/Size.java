package io.posthorn.console;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How large a part of a mail is.
 *
 * @param name of the part
 * @param octets how many
 * @param limited whether it is HTML, which some mail programs show no more of than {@value #MOST} octets
 */
record Size(String name, int octets, boolean limited) {

    private static final int KILO = 1024;
    private static final int MUCH = 90 * KILO;
    private static final int MOST = 100 * KILO;
    private static final int SCALE = 120;

    static Size of(String name, String text) {
        return new Size(name, text.getBytes(StandardCharsets.UTF_8).length, false);
    }

    static Size limited(String name, String text) {
        return new Size(name, of(name, text).octets, true);
    }

    public String text() {
        return octets < KILO ? octets + " B" : String.format(Locale.ROOT, "%.1f KB", (double) octets / KILO);
    }

    /** In kilobytes, for a gauge that ends at 120. */
    public int gauge() {
        return Math.min(SCALE, octets / KILO);
    }

    /** {@code fine}, {@code much} or {@code over}. */
    public String grade() {
        return !limited || octets <= MUCH ? "fine" : octets <= MOST ? "much" : "over";
    }

    /** What it means for the reader, or an empty string. */
    public String warning() {
        return switch (grade()) {
            case "much" -> "over 90 KB: close to what some mail programs cut off";
            case "over" -> "over 100 KB: some mail programs cut it off here";
            default -> "";
        };
    }
}
