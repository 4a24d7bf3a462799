package io.posthorn.submission;

import io.posthorn.mail.Attachment;
import io.posthorn.mail.Content;
import io.posthorn.mail.HeaderField;
import io.posthorn.mail.Labels;
import io.posthorn.mail.Mailbox;
import io.posthorn.mail.Schedule;
import java.util.List;
import java.util.Map;

/**
 * A request as its author wrote it, each field valid in itself.
 *
 * @param labels what it is known by; the stream is null if the request leaves it to the template
 * @param from author, or null to leave it to the template or the tenant
 * @param to recipients named in To
 * @param cc recipients named in Cc
 * @param bcc recipients named nowhere
 * @param replyTo where answers go; empty to leave it to the template
 * @param wanted what it is to say
 * @param headers extra headers
 * @param attachments files and inline images
 * @param schedule when it may be sent
 */
record MailRequest(
        Labels labels,
        Mailbox from,
        List<Mailbox> to,
        List<Mailbox> cc,
        List<Mailbox> bcc,
        List<Mailbox> replyTo,
        Wanted wanted,
        List<HeaderField> headers,
        List<Attachment> attachments,
        Schedule schedule) {

    /** What a mail is to say. */
    sealed interface Wanted {

        /** A template of the catalogue, in the locale asked for (or null), filled with data. */
        record Template(String name, String locale, Map<String, Object> data) implements Wanted {}

        /** Just this. */
        record ReadyMade(Content content) implements Wanted {}
    }
}
