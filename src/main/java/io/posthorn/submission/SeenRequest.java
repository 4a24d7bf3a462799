package io.posthorn.submission;

import io.posthorn.mail.MailId;

/**
 * A request that was accepted within the idempotency window.
 *
 * @param mail what became of it
 * @param bodyHash what it said
 */
record SeenRequest(MailId mail, byte[] bodyHash) {}
