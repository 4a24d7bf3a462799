package io.posthorn.relay;

import java.util.List;
import java.util.Map;

/**
 * A message ready for the wire (RFC 5322, RFC 2045). The same for every recipient and every attempt. 7-bit ASCII
 * throughout, CRLF at every line end and no CR or LF elsewhere, no line over 998 octets, not yet dot-stuffed.
 *
 * @param headers in order; each value already encoded (RFC 2047) and folded, without the final CRLF
 * @param body everything after the empty line
 */
public record MimeMessage(List<Map.Entry<String, String>> headers, String body) {

    public MimeMessage {
        headers = List.copyOf(headers);
    }

    /** The whole message, from its first header to the last line end. */
    public String raw() {
        StringBuilder raw = new StringBuilder(body.length() + 1024);
        headers.forEach(header -> raw.append(header.getKey())
                .append(": ")
                .append(header.getValue())
                .append("\r\n"));
        return raw.append("\r\n").append(body).toString();
    }
}
