package io.posthorn.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.posthorn.mail.Body;
import io.posthorn.mail.Content;
import io.posthorn.relay.MessageComposer;
import io.posthorn.relay.MimeMessage;
import io.posthorn.template.Draft;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A mail that was not sent, as JSON shows it.
 *
 * @param template version and locale that were used
 * @param subject what its reader would see
 * @param text the same
 * @param html the same
 * @param headers of the message, in order, each value encoded and folded as it would be sent
 * @param size in octets
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record RenderAnswer(
        MailAnswer.Template template,
        String subject,
        String text,
        String html,
        List<ContentAnswer.Header> headers,
        Size size) {

    /**
     * Sizes in octets; 0 for what is not there.
     *
     * @param html of the HTML in UTF-8: some programs cut what is longer than about 100,000
     * @param text of the text in UTF-8
     * @param message of all that would be sent
     */
    @RegisterForReflection
    record Size(int html, int text, int message) {}

    static RenderAnswer of(Draft draft) {
        Body.FromTemplate body = (Body.FromTemplate) draft.mail().body();
        Content content = draft.content();
        MimeMessage message = MessageComposer.compose(draft.mail(), content);
        return new RenderAnswer(
                MailAnswer.Template.of(body.template(), body.locale()),
                content.subject(),
                content.text(),
                content.html(),
                ContentAnswer.headers(message),
                new Size(
                        octets(content.html()),
                        octets(content.text()),
                        message.raw().length()));
    }

    private static int octets(String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
