package io.posthorn.mail;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A mailbox as RFC 5321 section 4.1.2 writes it, without brackets and without a display name: a local part that is a
 * dot-string or a quoted string, and a domain name. ASCII only: an internationalised domain is given in its
 * {@code xn--} form, and a local part that is not ASCII would need SMTPUTF8 (RFC 6531), which the next hop may not
 * speak. Address literals ({@code [192.0.2.1]}) are refused: a gateway that services feed has no use for them.
 *
 * @param value as it is written on the wire, case kept; at most 254 octets
 */
public record EmailAddress(String value) {

    /** Longest that fits into a path of 256 octets with its brackets (RFC 5321 section 4.5.3.1.3). */
    public static final int MAX_LENGTH = 254;

    private static final int MAX_LOCAL_PART = 64;
    private static final int MAX_DOMAIN = 253;

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final Pattern QUOTED_STRING = Pattern.compile("\"([ !#-\\[\\]-~]|\\\\[ -~])*\"");
    private static final Pattern DOMAIN = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    /** Refuses with an {@link IllegalArgumentException} whose message says what is wrong. */
    public EmailAddress {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("an address has at most " + MAX_LENGTH + " octets");
        }
        int at = value.lastIndexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("an address has the form local-part@domain");
        }
        checkLocalPart(value.substring(0, at));
        checkDomain(value.substring(at + 1));
    }

    private static void checkLocalPart(String local) {
        if (local.length() > MAX_LOCAL_PART) {
            throw new IllegalArgumentException("the part before the @ has at most " + MAX_LOCAL_PART + " octets");
        }
        if (!DOT_STRING.matcher(local).matches()
                && !QUOTED_STRING.matcher(local).matches()) {
            throw new IllegalArgumentException(
                    "the part before the @ must be letters, digits and !#$%&'*+-/=?^_`{|}~ with single dots between,"
                            + " or a quoted string, all ASCII (RFC 5321 section 4.1.2)");
        }
    }

    private static void checkDomain(String domain) {
        if (domain.length() > MAX_DOMAIN || !DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("the part after the @ must be a domain name in ASCII"
                    + " (xn-- for others), labels of at most 63 octets");
        }
    }

    /** What stands before the last {@code @}. */
    public String localPart() {
        return value.substring(0, value.lastIndexOf('@'));
    }

    /** What stands after it, in lower case. */
    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
