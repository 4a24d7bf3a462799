package io.posthorn.relay;

import io.posthorn.mail.Attachment;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A part of a message (RFC 2046): its own headers, and what writes its body. Every body ends with one CRLF.
 *
 * @param headers Content-Type first
 * @param body appends the body
 */
record MimePart(Map<String, String> headers, Consumer<StringBuilder> body) {

    private static final int BASE64_LINE = 76;
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\r', '\n'});

    static MimePart text(String subtype, String text) {
        String canonical = QuotedPrintable.canonical(text);
        boolean plain = QuotedPrintable.plain(canonical);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/" + subtype + "; charset=utf-8");
        headers.put("Content-Transfer-Encoding", plain ? "7bit" : "quoted-printable");
        return new MimePart(headers, out -> {
            if (plain) {
                QuotedPrintable.appendPlain(out, canonical);
            } else {
                QuotedPrintable.append(out, canonical);
            }
        });
    }

    static MimePart attachment(Attachment attachment, boolean inline) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", attachment.contentType());
        headers.put("Content-Transfer-Encoding", "base64");
        if (attachment.contentId() != null) {
            headers.put("Content-ID", '<' + attachment.contentId() + '>');
        }
        List<String> disposition = new ArrayList<>();
        disposition.add(inline ? "inline" : "attachment");
        disposition.addAll(FilenameParameter.of(attachment.filename()));
        headers.put("Content-Disposition", String.join(";\r\n ", disposition));
        return new MimePart(
                headers,
                out -> out.append(BASE64.encodeToString(attachment.content())).append("\r\n"));
    }

    /**
     * Parts together. No encoded text can hold the boundary: {@code =_} is neither base64 nor quoted-printable.
     *
     * @param parameters of the Content-Type, beside the boundary
     * @param boundary at most 70 characters
     */
    static MimePart multipart(String subtype, String parameters, String boundary, List<MimePart> parts) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "multipart/" + subtype + parameters + ";\r\n boundary=\"" + boundary + '"');
        headers.put("Content-Transfer-Encoding", "7bit");
        return new MimePart(headers, out -> {
            for (MimePart part : parts) {
                out.append("--").append(boundary).append("\r\n");
                part.headers()
                        .forEach((name, value) ->
                                out.append(name).append(": ").append(value).append("\r\n"));
                out.append("\r\n");
                part.body().accept(out);
            }
            out.append("--").append(boundary).append("--\r\n");
        });
    }
}
