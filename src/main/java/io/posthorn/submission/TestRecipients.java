package io.posthorn.submission;

import io.posthorn.mail.EmailAddress;
import java.util.List;
import java.util.Locale;

/**
 * Who may be sent tests.
 *
 * @param entries addresses, and {@code @example.org} for everybody there, in lower case
 */
record TestRecipients(List<String> entries) {

    /** Reads the setting; what is neither an address nor a domain is an {@link IllegalArgumentException}. */
    static TestRecipients of(List<String> setting) {
        return new TestRecipients(setting.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(TestRecipients::checked)
                .toList());
    }

    private static String checked(String entry) {
        try {
            new EmailAddress(entry.startsWith("@") ? "anybody" + entry : entry);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "posthorn.test-send.recipients: " + entry
                            + " is neither an address nor a domain with @ before it, such as @example.org",
                    e);
        }
        return entry.toLowerCase(Locale.ROOT);
    }

    boolean allow(EmailAddress address) {
        return entries.contains(address.value().toLowerCase(Locale.ROOT)) || entries.contains('@' + address.domain());
    }
}
