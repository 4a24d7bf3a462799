package io.posthorn.mail;

import java.util.regex.Pattern;

/**
 * Who did something by hand, and why; goes on record as it is given.
 *
 * @param actor a person or a program: letters, digits and {@code . _ - + @ : /}, at most {@value #MAX_ACTOR} characters
 * @param reason one line of {@link UnstructuredText}, at most {@value #MAX_REASON} characters
 */
public record Operator(String actor, String reason) {

    /** Longest name, in characters. */
    public static final int MAX_ACTOR = 128;

    /** Longest reason, in characters. */
    public static final int MAX_REASON = 500;

    private static final Pattern ACTOR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+@:/-]*");

    /** Refuses with an {@link IllegalArgumentException} whose message says what is wrong. */
    public Operator {
        checkActor(actor);
        checkReason(reason);
    }

    /** The same for the actor alone. */
    public static void checkActor(String actor) {
        if (actor.length() > MAX_ACTOR || !ACTOR.matcher(actor).matches()) {
            throw new IllegalArgumentException(
                    "an actor is named by letters, digits and . _ - + @ : /, a letter or digit first, at most "
                            + MAX_ACTOR + " characters");
        }
    }

    /** The same for the reason alone. */
    public static void checkReason(String reason) {
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new IllegalArgumentException("a reason has 1 to " + MAX_REASON + " characters");
        }
        UnstructuredText.check(reason);
    }
}
