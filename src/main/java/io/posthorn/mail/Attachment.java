package io.posthorn.mail;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A file that goes with a mail, or an image shown within it.
 *
 * @param filename what the reader's program offers to call it: one line, no path separators; at most
 *     {@value #MAX_FILENAME} characters
 * @param contentType {@code type/subtype} of RFC 2045 tokens, optionally one {@code charset} parameter; never
 *     {@code multipart} or {@code message}, which would let a part be read as more than one
 * @param content the octets
 * @param contentId for a part that the HTML refers to by {@code cid:} (RFC 2392), or null
 */
public record Attachment(String filename, String contentType, byte[] content, String contentId) {

    /** Longest file name, in characters. */
    public static final int MAX_FILENAME = 200;

    private static final String TOKEN = "[A-Za-z0-9!#$&^_.+-]{1,127}";
    private static final Pattern CONTENT_TYPE = Pattern.compile(
            "(?!(?i:multipart|message)/)" + TOKEN + "/" + TOKEN + "(; ?charset=[A-Za-z0-9_.:+-]{1,40})?");
    private static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9._+-]{1,64}(@[A-Za-z0-9.-]{1,128})?");
    private static final Pattern DIRECTION = Pattern.compile("[\u200E\u200F\u2066-\u2069]");

    public Attachment {
        checkFilename(filename);
        if (!CONTENT_TYPE.matcher(contentType).matches()) {
            throw new IllegalArgumentException("a content type has the form type/subtype, optionally"
                    + " with ;charset=…, and is neither multipart nor message");
        }
        if (contentId != null && !CONTENT_ID.matcher(contentId).matches()) {
            throw new IllegalArgumentException(
                    "a contentId is letters, digits and ._+- with at most one @," + " without brackets");
        }
        Objects.requireNonNull(content, "content");
    }

    private static void checkFilename(String filename) {
        if (filename.isBlank() || filename.length() > MAX_FILENAME) {
            throw new IllegalArgumentException("a file name has 1 to " + MAX_FILENAME + " characters");
        }
        UnstructuredText.check(filename);
        if (filename.indexOf('/') >= 0
                || filename.indexOf('\\') >= 0
                || filename.startsWith(".")
                || filename.endsWith(".")
                || DIRECTION.matcher(filename).find()) {
            throw new IllegalArgumentException(
                    "a file name has no path, no dot at either end and no marks of writing direction");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attachment that
                && filename.equals(that.filename)
                && contentType.equals(that.contentType)
                && Arrays.equals(content, that.content)
                && Objects.equals(contentId, that.contentId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(filename, contentType, contentId, Arrays.hashCode(content));
    }

    /** Without the octets: what a mail holds never reaches a log. */
    @Override
    public String toString() {
        return "Attachment[" + contentType + ", " + content.length + " octets]";
    }
}
