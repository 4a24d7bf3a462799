package io.posthorn.delivery;

import io.posthorn.mail.Content;
import io.posthorn.mail.Mail;
import io.posthorn.relay.MimeMessage;

/**
 * A mail with the message that every one of its attempts sends.
 *
 * @param mail what was accepted
 * @param content what its reader sees
 * @param message the same on the wire
 */
public record SentMessage(Mail mail, Content content, MimeMessage message) {}
