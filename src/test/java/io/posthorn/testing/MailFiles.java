package io.posthorn.testing;

import io.posthorn.testing.smtp.ReceivedMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Caught mails as files: {@code 1.eml} as it came, and {@code 1.html} to open in a browser. */
final class MailFiles {

    private final Path directory;
    private final AtomicInteger number = new AtomicInteger();

    MailFiles(Path directory) {
        this.directory = directory;
    }

    /** Writes a mail; the file that is worth opening. */
    Path write(ReceivedMail mail, CaughtMail read) {
        int n = number.incrementAndGet();
        Path eml = directory.resolve(n + ".eml");
        try {
            Files.createDirectories(directory);
            Files.writeString(eml, mail.raw(), StandardCharsets.ISO_8859_1);
            if (read.html().isEmpty()) {
                return eml;
            }
            // As bytes of a known charset, whatever the mail's was: a file has no header to say so.
            Path html = directory.resolve(n + ".html");
            Files.writeString(html, "<!doctype html><meta charset=\"utf-8\">\n" + read.html());
            return html;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
