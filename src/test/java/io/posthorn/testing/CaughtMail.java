package io.posthorn.testing;

import io.posthorn.testing.smtp.ReceivedMail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeTokenStream;

/**
 * A mail as its reader sees it.
 *
 * @param subject decoded
 * @param parts the leaves of its MIME tree, in order
 */
public record CaughtMail(String subject, List<Part> parts) {

    private static final Pattern FILE_NAME = Pattern.compile("filename=\"?([^\";]+)");

    /**
     * A leaf of the MIME tree.
     *
     * @param contentId without brackets, or an empty string
     * @param fileName of an attachment, or an empty string
     * @param content decoded
     */
    public record Part(String type, String charset, String contentId, String fileName, byte[] content) {

        private boolean isBody(String bodyType) {
            return type.equals(bodyType) && contentId.isEmpty() && fileName.isEmpty();
        }

        private String text() {
            return new String(content, Charset.forName(charset));
        }

        private String dataUri() {
            return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(content);
        }
    }

    /** Reads a mail; one that cannot be read is an error of its sender. */
    public static CaughtMail of(ReceivedMail mail) {
        String subject = mail.header("Subject");
        try {
            return new CaughtMail(
                    subject == null ? "" : DecoderUtil.decodeEncodedWords(subject, DecodeMonitor.SILENT),
                    parts(mail.raw()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MimeException e) {
            throw new IllegalArgumentException("the mail is not MIME", e);
        }
    }

    /** The plain text, or an empty string. */
    public String text() {
        return body("text/plain");
    }

    /** The HTML with its inline images in it, or an empty string. */
    public String html() {
        String html = body("text/html");
        for (Part part : parts) {
            if (!part.contentId().isEmpty()) {
                html = html.replace("cid:" + part.contentId(), part.dataUri());
            }
        }
        return html;
    }

    private String body(String type) {
        return parts.stream()
                .filter(part -> part.isBody(type))
                .findFirst()
                .map(Part::text)
                .orElse("");
    }

    private static List<Part> parts(String raw) throws IOException, MimeException {
        List<Part> parts = new ArrayList<>();
        MimeTokenStream tokens = new MimeTokenStream();
        tokens.parse(new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
        String contentId = "";
        String fileName = "";
        for (EntityState token = tokens.getState(); token != EntityState.T_END_OF_STREAM; token = tokens.next()) {
            if (token == EntityState.T_START_HEADER) {
                contentId = "";
                fileName = "";
            } else if (token == EntityState.T_FIELD) {
                String name = tokens.getField().getNameLowerCase();
                String value = tokens.getField().getBody();
                if (name.equals("content-id")) {
                    contentId = value.strip().replaceAll("^<|>$", "");
                } else if (name.equals("content-disposition")) {
                    Matcher matcher = FILE_NAME.matcher(value);
                    fileName = matcher.find() ? matcher.group(1) : "";
                }
            } else if (token == EntityState.T_BODY) {
                parts.add(new Part(
                        tokens.getBodyDescriptor().getMimeType(),
                        tokens.getBodyDescriptor().getCharset(),
                        contentId,
                        fileName,
                        tokens.getDecodedInputStream().readAllBytes()));
            }
        }
        return List.copyOf(parts);
    }
}
