package io.posthorn.relay;

import io.posthorn.mail.EmailAddress;

/**
 * What one attempt is about (RFC 5321 section 2.3.1).
 *
 * @param sender envelope sender
 * @param recipient the one envelope recipient
 * @param attempt counts the attempts for this recipient, from 1
 */
public record Envelope(EmailAddress sender, EmailAddress recipient, int attempt) {}
