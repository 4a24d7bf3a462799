package io.posthorn.mail;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A domain, or all that are below it.
 *
 * @param domain in lower case, {@code xn--} where it is not ASCII
 * @param below whether it is those below that are meant, and not this one
 */
public record DomainPattern(String domain, boolean below) {

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    /**
     * Reads {@code example.org} or {@code *.example.org}.
     *
     * @throws IllegalArgumentException if it is neither; the message says so
     */
    public static DomainPattern parse(String text) {
        boolean below = text.startsWith("*.");
        String domain = (below ? text.substring(2) : text).toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is neither a domain, as in example.org, nor all below one, as in *.example.org");
        }
        return new DomainPattern(domain, below);
    }

    /** Whether that domain, in lower case, is meant. */
    public boolean matches(String other) {
        return below
                ? other.length() > domain.length() + 1
                        && other.endsWith(domain)
                        && other.charAt(other.length() - domain.length() - 1) == '.'
                : other.equals(domain);
    }

    @Override
    public String toString() {
        return (below ? "*." : "") + domain;
    }
}
