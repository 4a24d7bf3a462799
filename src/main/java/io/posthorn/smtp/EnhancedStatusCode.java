package io.posthorn.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code class.subject.detail} of RFC 3463 section 2, as in {@code 4.7.1}.
 *
 * @param status 2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatusCode(int status, int subject, int detail) {

    private static final Pattern LEADING = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})(?=\\s|$)");

    /** The code a reply's text begins with (RFC 2034 section 4), if it does. */
    public static Optional<EnhancedStatusCode> leading(String replyText) {
        Matcher matcher = LEADING.matcher(replyText);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        return Optional.of(new EnhancedStatusCode(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))));
    }

    @Override
    public String toString() {
        return status + "." + subject + "." + detail;
    }
}
