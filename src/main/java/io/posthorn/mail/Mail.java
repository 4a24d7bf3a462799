package io.posthorn.mail;

import java.time.Instant;
import java.util.List;

/**
 * An accepted request, complete: from this value and the template's source the very bytes that are sent can be made
 * again at any time.
 *
 * @param id its identity
 * @param acceptedAt when it was accepted; its {@code Date}
 * @param lane which way it goes through the gateway
 * @param labels what it is known by
 * @param addressees who writes to whom
 * @param body where the content comes from
 * @param headers extra headers, each allowed
 * @param attachments files and inline images
 * @param schedule when it may be sent
 */
public record Mail(
        MailId id,
        Instant acceptedAt,
        Lane lane,
        Labels labels,
        Addressees addressees,
        Body body,
        List<HeaderField> headers,
        List<Attachment> attachments,
        Schedule schedule) {

    public Mail {
        headers = List.copyOf(headers);
        attachments = List.copyOf(attachments);
    }

    /** The {@code Message-ID} of every attempt, without brackets (RFC 5322 section 3.6.4). */
    public String messageId() {
        return id + "@" + addressees.from().address().domain();
    }
}
