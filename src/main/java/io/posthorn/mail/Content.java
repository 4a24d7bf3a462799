package io.posthorn.mail;

import java.util.List;

/**
 * What the reader sees, rendered and checked, with line ends as the author wrote them.
 *
 * @param subject one line ({@link UnstructuredText})
 * @param text the plain text, or null
 * @param html the HTML, or null; at least one of the two is there
 * @param images what the HTML shows by {@code cid:} and the author of the content supplies; each has a content id of its
 *     own
 */
public record Content(String subject, String text, String html, List<Attachment> images) {

    public Content {
        UnstructuredText.check(subject);
        if (text == null && html == null) {
            throw new IllegalArgumentException("a mail needs text, html or both");
        }
        if (text != null) {
            BodyText.check(text);
        }
        if (html != null) {
            BodyText.check(html);
        }
        images = List.copyOf(images);
        if (images.stream().map(Attachment::contentId).distinct().count() < images.size()
                || images.stream().anyMatch(image -> image.contentId() == null)) {
            throw new IllegalArgumentException("every image needs a content id of its own");
        }
    }

    /** Content without images. */
    public Content(String subject, String text, String html) {
        this(subject, text, html, List.of());
    }
}
