package io.posthorn.template.diff;

import io.posthorn.mail.Attachment;
import io.posthorn.mail.HeaderField;
import io.posthorn.mail.Mailbox;
import io.posthorn.template.Rendering;
import io.posthorn.template.SourceFiles;
import io.posthorn.template.TemplateVersion;
import io.posthorn.template.check.LineDiff;
import io.posthorn.template.diff.MailDiff.Change;
import io.posthorn.template.diff.MailDiff.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a template decides of a mail, as texts that can be held against each other line by line.
 *
 * @param locale the locale it is in
 * @param headers who writes, the subject, all headers, the stream, and the images that go with it
 * @param text its plain text
 * @param html its HTML, or null if it has none
 */
record Portrait(String locale, String headers, String text, String html) {

    private static final int HASH = 12;

    static Portrait of(TemplateVersion version, Rendering.Rendered mail) {
        StringBuilder headers = new StringBuilder();
        version.from().ifPresent(from -> line(headers, "From", from.text()));
        List<Mailbox> replyTo = version.replyTo();
        if (!replyTo.isEmpty()) {
            line(headers, "Reply-To", replyTo.stream().map(Mailbox::text).collect(Collectors.joining(", ")));
        }
        line(headers, "Subject", mail.content().subject());
        Stream.concat(version.headers().stream(), mail.headers().stream())
                .sorted((a, b) -> a.name().compareToIgnoreCase(b.name()))
                .forEach(header -> line(headers, header));
        version.stream().ifPresent(stream -> line(headers, "(stream)", stream));
        mail.content().images().forEach(image -> line(headers, "(image)", written(image)));
        return new Portrait(
                mail.locale(),
                headers.toString(),
                Objects.toString(mail.content().text(), ""),
                mail.content().html());
    }

    /** What becomes of the mail if it looks like the other one. */
    MailDiff to(Portrait after, MailName name) {
        if (!locale.equals(after.locale)) {
            return after.locale.equals(name.locale())
                    ? new MailDiff(name, Verdict.NEW, List.of("until now such a mail is in " + locale))
                    : new MailDiff(
                            name, Verdict.CHANGED, List.of("would be in " + after.locale + ", and not in " + locale));
        }
        List<Change> changes = new ArrayList<>();
        compare("headers", headers, after.headers, changes);
        compare("text", text, after.text, changes);
        compare("html", html, after.html, changes);
        return new MailDiff(name, changes.isEmpty() ? Verdict.UNCHANGED : Verdict.CHANGED, List.of(), changes);
    }

    private static void compare(String part, String before, String after, List<Change> changes) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before == null || after == null) {
            changes.add(new Change(part, before == null ? "there is one now" : "there is none any more", List.of()));
            return;
        }
        List<LineDiff.Hunk> hunks = LineDiff.hunks(before, after);
        changes.add(new Change(part, hunks.isEmpty() ? "only line ends are different" : "", hunks));
    }

    private static void line(StringBuilder lines, HeaderField header) {
        line(lines, header.name(), header.value());
    }

    private static void line(StringBuilder lines, String name, String value) {
        lines.append(name).append(": ").append(value).append('\n');
    }

    private static String written(Attachment image) {
        return image.filename() + ", " + image.content().length + " octets, SHA-256 "
                + SourceFiles.hash(image.content()).substring(0, HASH) + '…';
    }
}
