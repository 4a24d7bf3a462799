package io.posthorn.queue;

import io.posthorn.mail.Content;
import io.posthorn.mail.Mail;

/**
 * A leased delivery on its way to an attempt.
 *
 * @param delivery what to attempt
 * @param mail the mail, if it was handed over when it was accepted; else null: it is in the table
 * @param content its rendered content, under the same condition
 */
public record Ticket(Delivery delivery, Mail mail, Content content) {}
