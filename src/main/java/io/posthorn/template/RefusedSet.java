package io.posthorn.template;

import java.time.Instant;

/**
 * A set that was found and may not be used; the one before it stays in force.
 *
 * @param reason what is wrong, with file and line
 * @param since when that was found out
 */
public record RefusedSet(String reason, Instant since) {}
