package io.posthorn.throttle;

import io.posthorn.smtp.Reply;
import java.util.regex.Pattern;

/** How an attempt ended, as far as it says something about how fast to go. */
public enum Ending {
    /** With a reply of any other kind. */
    ANSWERED,
    /** With a reply that asks to go slower. */
    PUSHED_BACK,
    /** With nothing that says anything about that. */
    UNTOLD;

    /** Asks one mail to come again later, and not all of them to come slower. */
    private static final Pattern GREYLISTING = Pattern.compile("(?i)gr[ae]y-?\\s?list");

    /** Of a reply: 421 (RFC 5321 section 3.8) and 4.7.x (RFC 3463 section 3.8) ask to go slower, save for greylisting. */
    public static Ending of(Reply reply) {
        boolean slower = reply.code() == 421
                || (reply.code() >= 400
                        && reply.code() < 500
                        && reply.enhancedCode()
                                .filter(code -> code.status() == 4 && code.subject() == 7)
                                .isPresent());
        return slower && !GREYLISTING.matcher(reply.text()).find() ? PUSHED_BACK : ANSWERED;
    }
}
