package io.posthorn.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.posthorn.delivery.SentMessage;
import io.posthorn.mail.Attachment;
import io.posthorn.mail.Body;
import io.posthorn.relay.MimeMessage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What was sent, as JSON shows it.
 *
 * @param id of the mail
 * @param template the version it was made from
 * @param subject as its reader sees it
 * @param text the same
 * @param html the same
 * @param headers of the message, in order, each value encoded and folded as it was sent
 * @param attachments what goes with it
 * @param raw the whole message (RFC 5322), ASCII with CRLF
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record ContentAnswer(
        String id,
        MailAnswer.Template template,
        String subject,
        String text,
        String html,
        List<Header> headers,
        List<File> attachments,
        String raw) {

    @RegisterForReflection
    record Header(String name, String value) {}

    /** Without the octets: they are part of {@code raw}. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record File(String filename, String contentType, String contentId, int size) {

        static File of(Attachment attachment) {
            return new File(
                    attachment.filename(),
                    attachment.contentType(),
                    attachment.contentId(),
                    attachment.content().length);
        }
    }

    static ContentAnswer of(SentMessage sent) {
        return new ContentAnswer(
                sent.mail().id().toString(),
                sent.mail().body() instanceof Body.FromTemplate body
                        ? MailAnswer.Template.of(body.template(), body.locale())
                        : null,
                sent.content().subject(),
                sent.content().text(),
                sent.content().html(),
                headers(sent.message()),
                sent.mail().attachments().stream().map(File::of).toList(),
                sent.message().raw());
    }

    static List<Header> headers(MimeMessage message) {
        return message.headers().stream()
                .map(header -> new Header(header.getKey(), header.getValue()))
                .toList();
    }
}
