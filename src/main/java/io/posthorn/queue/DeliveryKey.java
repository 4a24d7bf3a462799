package io.posthorn.queue;

import io.posthorn.mail.MailId;

/**
 * Identity of a delivery.
 *
 * @param mail the mail
 * @param ordinal position of the recipient in {@link io.posthorn.mail.Addressees#recipients()}, from 0
 */
public record DeliveryKey(MailId mail, int ordinal) {}
