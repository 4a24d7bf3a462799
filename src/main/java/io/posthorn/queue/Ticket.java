package io.posthorn.queue;

import io.posthorn.mail.Content;
import io.posthorn.mail.Mail;

/**
 * A leased delivery on its way to an attempt.
 *
 * @param delivery what to attempt
 * @param mail the mail, if it was handed over when it was accepted; else null: it is in the table
 * @param content its rendered content, under the same condition
 * @param since when it came into memory, by {@link System#nanoTime()}
 */
public record Ticket(Delivery delivery, Mail mail, Content content, long since) {

    /** One that comes into memory now. */
    public Ticket(Delivery delivery, Mail mail, Content content) {
        this(delivery, mail, content, System.nanoTime());
    }
}
