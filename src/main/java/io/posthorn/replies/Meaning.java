package io.posthorn.replies;

/**
 * What a 4yz or 5yz reply means for the delivery it was given to.
 *
 * @param permanent whether there is no point in trying again
 * @param category its class
 * @param suppresses what it says about other mail to the same recipient; nothing unless it is permanent and about the
 *     recipient
 * @param reason for people
 */
public record Meaning(boolean permanent, ReplyClass category, Suppresses suppresses, String reason) {}
