package io.posthorn.testing.ledger;

/**
 * A mail for one recipient that the next hop took.
 *
 * @param messageId its Message-ID with brackets, or null
 * @param recipient of the envelope
 * @param fingerprint of all its bytes
 */
public record Taken(String messageId, String recipient, long fingerprint) {}
