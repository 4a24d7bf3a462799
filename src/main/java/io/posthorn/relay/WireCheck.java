package io.posthorn.relay;

import io.posthorn.mail.EmailAddress;
import java.util.Map;
import java.util.Optional;

/**
 * The last look at every string before it is written to a socket. The mail client does not check what it is given, and
 * a CR or LF in the wrong place makes two mails of one. So everything is held against a list of what is allowed,
 * whoever made it and however often it was checked before. Nothing is repaired.
 */
final class WireCheck {

    private static final int LONGEST_LINE = 998;
    private static final String NAME_EXCLUDED = ":";
    /** What ends a path or makes the mail client see a comment, a list or a name; a grammar with quotes allows it. */
    private static final String ADDRESS_EXCLUDED = "<>(),";

    private WireCheck() {}

    /** What is wrong and where, without quoting it; empty if all may be sent. */
    static Optional<String> fault(EmailAddress sender, EmailAddress recipient, MimeMessage message) {
        if (!token(sender.value(), ADDRESS_EXCLUDED)) {
            return Optional.of("the envelope sender holds a character that the mail client cannot carry");
        }
        if (!token(recipient.value(), ADDRESS_EXCLUDED)) {
            return Optional.of("the envelope recipient holds a character that the mail client cannot carry");
        }
        int number = 0;
        for (Map.Entry<String, String> header : message.headers()) {
            number++;
            if (!token(header.getKey(), NAME_EXCLUDED)) {
                return Optional.of("the name of header " + number + " is not one");
            }
            if (!folded(header.getValue(), header.getKey().length() + 2)) {
                return Optional.of("the value of header " + number + " is not folded lines of printable ASCII");
            }
        }
        if (number == 0) {
            return Optional.of("the message has no headers");
        }
        return body(message.body());
    }

    /** Printable ASCII without space, and at least one. */
    private static boolean token(String text, String excluded) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || excluded.indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A CRLF only before white space, and on no line nothing but white space. */
    private static boolean folded(String value, int nameLength) {
        int column = nameLength;
        boolean blank = true;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r') {
                boolean fold = i + 2 < value.length()
                        && value.charAt(i + 1) == '\n'
                        && (value.charAt(i + 2) == ' ' || value.charAt(i + 2) == '\t');
                if (!fold || blank) {
                    return false;
                }
                i++;
                column = 0;
                blank = true;
            } else if ((c < ' ' && c != '\t') || c >= 0x7F || ++column > LONGEST_LINE) {
                return false;
            } else {
                blank &= c == ' ' || c == '\t';
            }
        }
        return !blank;
    }

    private static Optional<String> body(String body) {
        int start = 0;
        int length = body.length();
        for (int i = 0; i < length; i++) {
            char c = body.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                continue;
            }
            if (c == '\r' && i + 1 < length && body.charAt(i + 1) == '\n') {
                if (i - start > LONGEST_LINE) {
                    return Optional.of("the body has a line of more than " + LONGEST_LINE + " characters");
                }
                i++;
                start = i + 1;
            } else if (c != '\t') {
                return Optional.of("the body holds something that is neither printable ASCII nor CRLF");
            }
        }
        // The client would add a missing line end and drop empty lines at the end, and the bytes would not be these.
        if (!body.endsWith("\r\n") || body.endsWith("\r\n\r\n")) {
            return Optional.of("the body does not end with exactly one line end");
        }
        return Optional.empty();
    }
}
