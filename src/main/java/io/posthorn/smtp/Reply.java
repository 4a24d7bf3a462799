package io.posthorn.smtp;

import java.util.Optional;

/**
 * A server's answer to one command (RFC 5321 section 4.2).
 *
 * @param code three digits, 200 to 599
 * @param enhancedCode RFC 3463 code, where the server gave one
 * @param text the reply without its codes, lines joined by a space; written by the peer, so it is not to be trusted:
 *     cut to {@value #MAX_TEXT} characters and without controls
 */
public record Reply(int code, Optional<EnhancedStatusCode> enhancedCode, String text) {

    /** Longest text kept, in characters. */
    public static final int MAX_TEXT = 1000;

    public Reply {
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("an SMTP reply code is 200 to 599, not " + code);
        }
        StringBuilder safe = new StringBuilder(Math.min(text.length(), MAX_TEXT));
        text.codePoints()
                .limit(MAX_TEXT)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .forEach(safe::appendCodePoint);
        text = safe.toString();
    }

    /** A reply whose text may begin with an enhanced code. */
    public static Reply of(int code, String text) {
        Optional<EnhancedStatusCode> enhanced = EnhancedStatusCode.leading(text);
        return new Reply(code, enhanced, enhanced.isPresent() ? text.replaceFirst("^\\S+\\s*", "") : text);
    }

    /** 2yz. */
    public boolean positive() {
        return code < 300;
    }

    /** 5yz. */
    public boolean permanent() {
        return code >= 500;
    }
}
