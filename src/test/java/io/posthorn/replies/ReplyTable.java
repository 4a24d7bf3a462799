package io.posthorn.replies;

import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Replies and what they mean, as people wrote them down. */
final class ReplyTable {

    private static final Pattern REPLY = Pattern.compile("(?:([A-Z]+) )?(\\d{3})(?: (.*))?");

    private ReplyTable() {}

    /** One line of a table: a reply, and what it means, in words. */
    record Line(String reply, String outcome, String category, String suppresses) {

        Reply value() {
            Matcher matcher = matched();
            return Reply.of(Integer.parseInt(matcher.group(2)), matcher.group(3) == null ? "" : matcher.group(3));
        }

        SmtpPhase phase() {
            String phase = matched().group(1);
            return phase == null ? SmtpPhase.RCPT : SmtpPhase.valueOf(phase);
        }

        List<String> meaning() {
            return List.of(outcome, category, suppresses);
        }

        private Matcher matched() {
            Matcher matcher = REPLY.matcher(reply);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("no reply: " + reply);
            }
            return matcher;
        }
    }

    /** The test's own table. */
    static Stream<Line> known() {
        return lines(Path.of("src/test/resources/replies/known-replies.txt"))
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" \\| "))
                .map(cells -> new Line(cells[0].strip(), cells[1], cells[2], cells[3]));
    }

    /** The table on the page: its rows begin with a reply in code. */
    static Stream<Line> documented() {
        return lines(Path.of("docs/replies.md"))
                .filter(line -> line.matches("\\| `(?:[A-Z]+ )?\\d{3} .*"))
                .map(line -> line.substring(2).split(" \\| "))
                .map(cells ->
                        new Line(cells[0].replace("`", ""), cells[1], cells[2], cells[3].replaceAll(" ?\\|$", "")));
    }

    /** A meaning in the words of the tables. */
    static List<String> words(Meaning meaning) {
        return List.of(
                meaning.permanent() ? "fail" : "defer",
                meaning.category().label(),
                meaning.suppresses() == Suppresses.NOTHING
                        ? "-"
                        : meaning.suppresses().name().toLowerCase(java.util.Locale.ROOT));
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
