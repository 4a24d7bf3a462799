package io.posthorn.testing.ledger;

import java.util.UUID;

/**
 * A delivery-result event.
 *
 * @param id its deterministic id
 * @param type as in {@code mail.accepted}
 * @param mail the mail's id, or null
 * @param requestId the request's id, or null
 * @param recipient or null
 * @param sequence or null
 */
public record Told(UUID id, String type, UUID mail, String requestId, String recipient, Integer sequence) {}
