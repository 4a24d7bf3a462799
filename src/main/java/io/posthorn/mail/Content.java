package io.posthorn.mail;

/**
 * What the reader sees, rendered and checked, with line ends as the author wrote them.
 *
 * @param subject one line ({@link UnstructuredText})
 * @param text the plain text, or null
 * @param html the HTML, or null; at least one of the two is there
 */
public record Content(String subject, String text, String html) {

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
    }
}
