package io.posthorn.console;

import io.posthorn.mail.Attachment;
import io.posthorn.mail.Content;
import io.posthorn.mail.Fault;
import io.posthorn.mail.Mailbox;
import io.posthorn.relay.MessageComposer;
import io.posthorn.relay.MimeMessage;
import io.posthorn.template.Draft;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A mail on the page, or why there is none.
 *
 * @param faults why the sample cannot be rendered; empty if it can
 * @param subject as its reader sees it
 * @param from the same
 * @param replyTo the same, or an empty string
 * @param text the plain text, or an empty string
 * @param html the source of the HTML, or an empty string
 * @param images that are part of the mail
 * @param headers of the message, unfolded
 * @param sizes of its parts
 */
record Shown(
        List<Fault> faults,
        String subject,
        String from,
        String replyTo,
        String text,
        String html,
        List<Attachment> images,
        List<Map.Entry<String, String>> headers,
        List<Size> sizes) {

    static Shown refused(List<Fault> faults) {
        return new Shown(faults, "", "", "", "", "", List.of(), List.of(), List.of());
    }

    static Shown of(Draft draft) {
        Content content = draft.content();
        MimeMessage message = MessageComposer.compose(draft.mail(), content);
        String text = content.text() == null ? "" : content.text();
        String html = content.html() == null ? "" : content.html();
        return new Shown(
                List.of(),
                content.subject(),
                draft.mail().addressees().from().text(),
                draft.mail().addressees().replyTo().stream().map(Mailbox::text).collect(Collectors.joining(", ")),
                text,
                html,
                content.images(),
                message.headers().stream()
                        .map(header ->
                                Map.entry(header.getKey(), header.getValue().replace("\r\n", "")))
                        .toList(),
                List.of(
                        Size.limited("HTML", html),
                        Size.of("Text", text),
                        new Size("Whole message", message.raw().length(), false)));
    }
}
