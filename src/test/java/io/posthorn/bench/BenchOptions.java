package io.posthorn.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What is measured and under which conditions.
 *
 * @param discard whether the relay answers at once instead of speaking SMTP
 * @param mails requests per round
 * @param rounds rounds that count; one more warms up
 * @param rate requests per second of the steady run, or 0 for none
 * @param seconds how long the steady run lasts
 * @param backlog requests that wait in the topic before the gateway starts; then nothing else is measured
 * @param templates the template set
 * @param template one of its templates, by its sample {@code default}
 * @param delayDotMs how long the sink thinks about a mail
 * @param jvmOptions of the gateway
 */
record BenchOptions(
        boolean discard,
        int mails,
        int rounds,
        int rate,
        int seconds,
        int backlog,
        Path templates,
        String template,
        int delayDotMs,
        List<String> jvmOptions) {

    static final String USAGE = """
            --discard           the relay answers at once: everything but SMTP
            --mails N           requests per round (20000)
            --rounds N          rounds that count (3)
            --rate N            requests per second of the steady run (200); 0 for none
            --seconds N         how long the steady run lasts (30)
            --backlog N         only this: start beside N waiting requests and watch the memory while they drain
            --templates DIR     the template set (src/test/resources/bench-templates)
            --template NAME     one of its templates (notice)
            --delay-dot-ms N    how long the SMTP sink thinks about a mail (0)
            --jvm OPTION        of the gateway; may be given more than once (-Xmx256m)
            """;

    /** Data for each request. */
    Path sample() {
        return templates.resolve(template).resolve("samples").resolve("default.json");
    }

    static BenchOptions parse(String[] arguments) {
        boolean discard = false;
        int mails = 20_000;
        int rounds = 3;
        int rate = 200;
        int seconds = 30;
        int backlog = 0;
        Path templates = Path.of("src/test/resources/bench-templates");
        String template = "notice";
        int delayDotMs = 0;
        List<String> jvmOptions = new ArrayList<>();
        Deque<String> words = new ArrayDeque<>(Arrays.stream(arguments)
                .flatMap(argument -> Arrays.stream(argument.strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList());
        while (!words.isEmpty()) {
            String word = words.pop();
            switch (word) {
                case "--discard" -> discard = true;
                case "--mails" -> mails = Integer.parseInt(words.pop());
                case "--rounds" -> rounds = Integer.parseInt(words.pop());
                case "--rate" -> rate = Integer.parseInt(words.pop());
                case "--seconds" -> seconds = Integer.parseInt(words.pop());
                case "--backlog" -> backlog = Integer.parseInt(words.pop());
                case "--templates" -> templates = Path.of(words.pop());
                case "--template" -> template = words.pop();
                case "--delay-dot-ms" -> delayDotMs = Integer.parseInt(words.pop());
                case "--jvm" -> jvmOptions.add(words.pop());
                default -> throw new IllegalArgumentException("unknown option " + word + "; there are\n" + USAGE);
            }
        }
        if (jvmOptions.isEmpty()) {
            jvmOptions.add("-Xmx256m");
        }
        return new BenchOptions(
                discard, mails, rounds, rate, seconds, backlog, templates, template, delayDotMs, jvmOptions);
    }
}
