package io.posthorn.replies;

/** What a permanent refusal says about other mail: how much of the recipient's address is not to be mailed again. */
public enum Suppresses {
    /** This mail was refused; nothing is known about the next. */
    NOTHING,
    /** There is nobody at that address. */
    ADDRESS,
    /** There is no mail at that domain. */
    DOMAIN
}
