package io.posthorn.mail;

/**
 * An address with the name people read beside it (RFC 5322 section 3.4).
 *
 * @param address where mail goes
 * @param name display name, or null; at most {@value #MAX_NAME} characters of {@link UnstructuredText}
 */
public record Mailbox(EmailAddress address, String name) {

    /** Longest display name, in characters. */
    public static final int MAX_NAME = 256;

    public Mailbox {
        if (name != null) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a display name that is there may not be blank");
            }
            if (name.length() > MAX_NAME) {
                throw new IllegalArgumentException("a display name has at most " + MAX_NAME + " characters");
            }
            UnstructuredText.check(name);
        }
    }

    /**
     * Reads {@code ada@example.org} or {@code Ada Lovelace <ada@example.org>}, the name plain or in double quotes;
     * anything else is an {@link IllegalArgumentException} that says what is wrong.
     */
    public static Mailbox parse(String text) {
        if (!text.endsWith(">")) {
            return new Mailbox(new EmailAddress(text), null);
        }
        int open = text.lastIndexOf('<');
        if (open < 0) {
            throw new IllegalArgumentException("an address in brackets has the form Name <local-part@domain>");
        }
        EmailAddress address = new EmailAddress(text.substring(open + 1, text.length() - 1));
        String name = withoutOuterSpaces(text.substring(0, open));
        return new Mailbox(address, name.isEmpty() ? null : unquoted(name));
    }

    /** As people read it: {@code Ada Lovelace <ada@example.org>}, or the address alone; never for a header or a log. */
    public String text() {
        return name == null ? address.value() : name + " <" + address.value() + ">";
    }

    /** Spaces only: a line end is white too, and not ours to take away. */
    private static String withoutOuterSpaces(String name) {
        int start = 0;
        int end = name.length();
        while (start < end && name.charAt(start) == ' ') {
            start++;
        }
        while (end > start && name.charAt(end - 1) == ' ') {
            end--;
        }
        return name.substring(start, end);
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"");
        String inner = quoted ? name.substring(1, name.length() - 1) : name;
        if (inner.indexOf('"') >= 0 || inner.indexOf('<') >= 0 || inner.indexOf('>') >= 0 || inner.indexOf('\\') >= 0) {
            throw new IllegalArgumentException(
                    "a name with quotes, brackets or backslashes is given as" + " {\"address\": …, \"name\": …}");
        }
        return inner;
    }
}
