package io.posthorn.relay;

import io.posthorn.mail.Mailbox;
import java.util.List;

/**
 * Builds one header value, folded at white space so that no line is longer than 76 characters where that can be had
 * (RFC 5322 sections 2.1.1 and 2.2.3).
 */
final class HeaderValue {

    private static final int LINE = 76;
    private static final String FOLD = "\r\n ";
    private static final String QUOTABLE = "\"\\";
    private static final String ATOM_SPECIALS = "()<>[]:;@\\,.\"";

    private final StringBuilder value = new StringBuilder();
    private int column;

    private HeaderValue(String name) {
        column = name.length() + 2;
    }

    /** Free text as in {@code Subject} or an {@code X-} header; encoded where it must be. */
    static String unstructured(String name, String text) {
        HeaderValue header = new HeaderValue(name);
        if (EncodedWords.needed(text) || text.startsWith(" ") || text.endsWith(" ") || longWord(text)) {
            header.addEncoded(text);
        } else {
            header.addWords(text);
        }
        return header.value.toString();
    }

    /** ASCII text of a structured header, folded at its spaces. */
    static String structured(String name, String text) {
        HeaderValue header = new HeaderValue(name);
        header.addWords(text);
        return header.value.toString();
    }

    /** An address list (RFC 5322 section 3.4). */
    static String mailboxes(String name, List<Mailbox> mailboxes) {
        HeaderValue header = new HeaderValue(name);
        for (int i = 0; i < mailboxes.size(); i++) {
            Mailbox mailbox = mailboxes.get(i);
            String separator = i + 1 < mailboxes.size() ? "," : "";
            if (mailbox.name() == null) {
                header.add(mailbox.address().value() + separator);
            } else {
                header.addPhrase(mailbox.name());
                header.add('<' + mailbox.address().value() + '>' + separator);
            }
        }
        return header.value.toString();
    }

    private void addPhrase(String name) {
        if (EncodedWords.needed(name)) {
            addEncoded(name);
        } else if (atoms(name)) {
            addWords(name);
        } else {
            StringBuilder quoted = new StringBuilder(name.length() + 2).append('"');
            for (int i = 0; i < name.length(); i++) {
                if (QUOTABLE.indexOf(name.charAt(i)) >= 0) {
                    quoted.append('\\');
                }
                quoted.append(name.charAt(i));
            }
            addWords(quoted.append('"').toString());
        }
    }

    /** Words as they stand, with the white space between them kept. */
    private void addWords(String text) {
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && text.charAt(end) == ' ') {
                end++;
            }
            if (end == text.length()) {
                value.append(text, start, end);
                return;
            }
            end = text.indexOf(' ', end);
            end = end < 0 ? text.length() : end;
            if (start > 0 && column + end - start > LINE) {
                value.append("\r\n");
                column = 0;
            }
            if (start == 0) {
                add(text.substring(0, end));
            } else {
                value.append(text, start, end);
                column += end - start;
            }
            start = end;
        }
    }

    private void addEncoded(String text) {
        int room = LINE - column - (value.isEmpty() ? 0 : 1);
        EncodedWords.of(text, room).forEach(this::add);
    }

    /** One token, after a space or on a new line. */
    private void add(String token) {
        if (!value.isEmpty()) {
            if (column + 1 + token.length() > LINE) {
                value.append(FOLD);
                column = 1;
            } else {
                value.append(' ');
                column++;
            }
        }
        value.append(token);
        column += token.length();
    }

    private static boolean atoms(String name) {
        if (name.startsWith(" ") || name.endsWith(" ") || name.contains("  ")) {
            return false;
        }
        return name.chars().noneMatch(c -> ATOM_SPECIALS.indexOf(c) >= 0);
    }

    private static boolean longWord(String text) {
        int start = 0;
        for (int space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', start)) {
            if (space - start >= LINE) {
                return true;
            }
            start = space + 1;
        }
        return text.length() - start >= LINE;
    }
}
