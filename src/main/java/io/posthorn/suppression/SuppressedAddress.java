package io.posthorn.suppression;

import io.posthorn.mail.EmailAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address as the suppression list compares it: all in lower case, without quotes and backslashes that change nothing
 * (RFC 5321 section 4.1.2). The local part is formally case-sensitive, but no mailbox is known to be another's in capital
 * letters. Nothing else is folded: {@code ada+shop@} may be refused where {@code ada@} is not.
 *
 * @param value for instance {@code ada@example.org}, or {@code @example.org} for a whole domain
 */
public record SuppressedAddress(String value) {

    private static final Pattern NEEDS_NO_QUOTES =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]++(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");
    private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)");

    /** That one address. */
    public static SuppressedAddress of(EmailAddress address) {
        String local = address.localPart().toLowerCase(Locale.ROOT);
        if (local.startsWith("\"")) {
            String plain =
                    QUOTED_PAIR.matcher(local.substring(1, local.length() - 1)).replaceAll("$1");
            local = NEEDS_NO_QUOTES.matcher(plain).matches()
                    ? plain
                    : "\"" + plain.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
        return new SuppressedAddress(local + "@" + address.domain());
    }

    /** All addresses of its domain. */
    public static SuppressedAddress domainOf(EmailAddress address) {
        return new SuppressedAddress("@" + address.domain());
    }

    /** Whether it stands for a whole domain. */
    public boolean isDomain() {
        return value.startsWith("@");
    }
}
