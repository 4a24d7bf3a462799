package io.posthorn.mail;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header that a request or a template may add. Only names of the allow-list: {@code X-*}, {@code List-*},
 * {@code References}, {@code In-Reply-To}, {@code Auto-Submitted}, {@code Precedence}, {@code Feedback-ID}; all
 * others belong to the gateway.
 *
 * @param name printable ASCII without colon (RFC 5322 section 2.2), at most {@value #MAX_NAME} octets
 * @param value one line of {@link UnstructuredText}, at most {@value #MAX_VALUE} characters; ASCII unless the name
 *     begins with {@code X-}, since the others are structured and know no encoded words
 */
public record HeaderField(String name, String value) {

    /** Longest name, in octets. */
    public static final int MAX_NAME = 64;
    /** Longest value, in characters; folded it still fits into lines of 998 octets. */
    public static final int MAX_VALUE = 900;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");
    private static final Set<String> ALLOWED =
            Set.of("references", "in-reply-to", "auto-submitted", "precedence", "feedback-id");

    public HeaderField {
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a header name is letters, digits and hyphens, at most " + MAX_NAME + " of them");
        }
        if (!allowed(name)) {
            throw new IllegalArgumentException("header " + name + " is not yours to set; allowed are X-*, List-*,"
                    + " References, In-Reply-To, Auto-Submitted, Precedence and Feedback-ID");
        }
        if (value.isBlank() || value.length() > MAX_VALUE) {
            throw new IllegalArgumentException("a header value has 1 to " + MAX_VALUE + " characters");
        }
        UnstructuredText.check(value);
        if (!name.regionMatches(true, 0, "X-", 0, 2) && !value.chars().allMatch(c -> c < 0x7F)) {
            throw new IllegalArgumentException("header " + name + " takes ASCII only");
        }
    }

    private static boolean allowed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return (lower.startsWith("x-") && lower.length() > 2)
                || (lower.startsWith("list-") && lower.length() > 5)
                || ALLOWED.contains(lower);
    }
}
