package io.posthorn.throttle;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many attempts in so much time, spread evenly over it.
 *
 * @param attempts at least 1
 * @param period a second, a minute or an hour
 */
public record Rate(int attempts, Duration period) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*/\\s*(s|m|h)");
    private static final Map<String, Duration> UNITS =
            Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

    /** Refuses a rate of nothing: what must not be sent is not routed. */
    public Rate {
        if (attempts < 1) {
            throw new IllegalArgumentException("a rate is at least 1 in its time");
        }
    }

    /**
     * Reads {@code 10/s}, {@code 600/m} or {@code 5000/h}.
     *
     * @throws IllegalArgumentException if it is none of these; the message says so
     */
    public static Rate parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no rate; one is a number and a time, as in 10/s, 600/m or 5000/h");
        }
        return new Rate(Integer.parseInt(form.group(1)), UNITS.get(form.group(2)));
    }
}
