package io.posthorn.testing.smtp;

import io.posthorn.smtp.SmtpPhase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server does, written down as text: for each phase ({@code at RCPT}) the lines that it says there, {@code S:},
 * and what else it does.
 *
 * <table>
 * <caption>The lines</caption>
 * <tr><td>{@code S: 250 ok}</td><td>says that, and CRLF; {@code \r}, {@code \n} and {@code \xFF} are octets</td></tr>
 * <tr><td>{@code C: RCPT TO:}</td><td>what the client's command must begin with</td></tr>
 * <tr><td>{@code slowly}</td><td>from here on each octet goes out in a packet of its own</td></tr>
 * <tr><td>{@code endlessly 250-}</td><td>says that again and again, until the client hangs up</td></tr>
 * <tr><td>{@code drop}</td><td>hangs up</td></tr>
 * <tr><td>{@code silence}</td><td>says nothing any more, and waits for the client to hang up</td></tr>
 * </table>
 *
 * @param name of the file, without its ending
 * @param title the first line, a comment
 * @param turns what it does, by phase
 */
public record Dialogue(String name, String title, Map<SmtpPhase, List<Line>> turns) {

    /** One line. */
    record Line(Kind kind, String text) {}

    /** What a line is. */
    enum Kind {
        SAY,
        HEAR,
        SLOWLY,
        ENDLESSLY,
        DROP,
        SILENCE
    }

    private static final Pattern ESCAPE = Pattern.compile("\\\\(r|n|x[0-9A-F]{2})");

    /** Reads that file. */
    public static Dialogue read(Path file) {
        try {
            return parse(file.getFileName().toString().replace(".txt", ""), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it says that it has taken a mail. */
    boolean takes() {
        return turns.get(SmtpPhase.DOT).stream()
                .filter(line -> line.kind() == Kind.SAY)
                .findFirst()
                .map(line -> line.text().startsWith("2"))
                .orElse(false);
    }

    private static Dialogue parse(String name, List<String> lines) {
        Map<SmtpPhase, List<Line>> turns = new EnumMap<>(SmtpPhase.class);
        List<Line> turn = null;
        for (String line : lines) {
            if (line.startsWith("at ")) {
                turn = new ArrayList<>();
                turns.put(SmtpPhase.valueOf(line.substring(3)), turn);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                turn.add(line(line));
            }
        }
        return new Dialogue(name, lines.get(0).substring(1).strip(), turns);
    }

    private static Line line(String line) {
        if (line.startsWith("S: ")) {
            return new Line(Kind.SAY, unescape(line.substring(3)) + "\r\n");
        }
        if (line.startsWith("C: ")) {
            return new Line(Kind.HEAR, line.substring(3));
        }
        String[] words = line.split(" ", 2);
        return new Line(Kind.valueOf(words[0].toUpperCase(Locale.ROOT)), words.length > 1 ? unescape(words[1]) : "");
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(octet(escape)));
    }

    private static String octet(MatchResult escape) {
        String code = escape.group(1);
        return switch (code) {
            case "r" -> "\r";
            case "n" -> "\n";
            default ->
                new String(new byte[] {(byte) Integer.parseInt(code.substring(1), 16)}, StandardCharsets.ISO_8859_1);
        };
    }
}
