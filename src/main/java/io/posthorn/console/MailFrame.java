package io.posthorn.console;

import io.posthorn.mail.Attachment;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTML of a mail as a frame of a page shows it. Whoever looks at the page chooses the colour scheme and whether there
 * are images, so that both can be seen whatever the browser and its computer prefer.
 */
final class MailFrame {

    private static final Pattern PREFERENCE =
            Pattern.compile("\\(\\s*prefers-color-scheme\\s*:\\s*(dark|light)\\s*\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEAD_ENDS = Pattern.compile("</head\\s*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern IMAGE =
            Pattern.compile("(?<=[\"'(\\s])cid:([A-Za-z0-9._+@-]+)(?=[\"')\\s])", Pattern.CASE_INSENSITIVE);
    private static final String ALWAYS = "(min-width: 0)";
    private static final String NEVER = "(max-width: 0)";

    private MailFrame() {}

    /**
     * What the frame may do: show styles and images. It runs no script, whoever wrote it, sends no form, opens no window
     * and leads nowhere. Its origin is the page's only so that the page can measure it; without scripts it can do
     * nothing with that.
     */
    static String policy(boolean images) {
        return "sandbox allow-same-origin; default-src 'none'; img-src " + (images ? "data: https:" : "'none'")
                + "; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
    }

    /**
     * @param html the mail's
     * @param images those that are part of the mail; a reference to another one stays, and shows nothing
     * @param dark whether the reader's program is dark
     */
    static String html(String html, List<Attachment> images, boolean dark) {
        String wanted = dark ? "dark" : "light";
        String chosen =
                PREFERENCE.matcher(html).replaceAll(found -> found.group(1).equalsIgnoreCase(wanted) ? ALWAYS : NEVER);
        String whole = IMAGE.matcher(chosen)
                .replaceAll(found -> Matcher.quoteReplacement(image(images, found.group(1), found.group())));
        // A link must not lead away from the mail: a window of its own is what the frame may not open.
        String added = "<base target=\"_blank\"><style>:root{color-scheme:only " + wanted + " !important}</style>";
        Matcher end = HEAD_ENDS.matcher(whole);
        return end.find() ? whole.substring(0, end.start()) + added + whole.substring(end.start()) : added + whole;
    }

    private static String image(List<Attachment> images, String contentId, String otherwise) {
        return images.stream()
                .filter(image -> image.contentId().equals(contentId))
                .findFirst()
                .map(image -> "data:" + image.contentType() + ";base64,"
                        + Base64.getEncoder().encodeToString(image.content()))
                .orElse(otherwise);
    }
}
