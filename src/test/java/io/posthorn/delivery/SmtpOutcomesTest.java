package io.posthorn.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Addressees;
import io.posthorn.mail.Body;
import io.posthorn.mail.Content;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Labels;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.Mailbox;
import io.posthorn.mail.OnDoubt;
import io.posthorn.mail.Schedule;
import io.posthorn.queue.Deliveries;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.Schedules;
import io.posthorn.relay.DialogueBed;
import io.posthorn.relay.RelayResult;
import io.posthorn.relay.Stagings;
import io.posthorn.replies.Classifiers;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.suppression.Terms;
import io.posthorn.testing.smtp.Dialogue;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that misbehave in every way at every phase: what becomes of the mail is what docs/smtp-outcomes.md says, in
 * time, and the connection's slot is there for the next mail.
 */
class SmtpOutcomesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Path DIALOGUES = Path.of("src/test/resources/dialogues");
    private static final Path PAGE = Path.of("docs/smtp-outcomes.md");
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final List<SmtpPhase> PHASES = List.of(
            SmtpPhase.CONNECT,
            SmtpPhase.EHLO,
            SmtpPhase.STARTTLS,
            SmtpPhase.AUTH,
            SmtpPhase.MAIL,
            SmtpPhase.RCPT,
            SmtpPhase.DATA,
            SmtpPhase.DOT);
    /** What sockets may hold between a server that goes on and on and a client that reads no more. */
    private static final long IN_BETWEEN = 16L * 1024 * 1024;

    private static final String LATE = "no end in time";

    private static final Vertx VERTX = Vertx.vertx();

    private final Judge judge =
            new Judge(Schedules.at(NOW), Classifiers.packaged(), new Consequences(Terms.at(NOW), Stagings.live()));
    private final Dialogue usual = Dialogue.read(DIALOGUES.resolve("usual.txt"));
    private SSLContext tls;

    @AfterAll
    static void close() {
        VERTX.close();
    }

    /** What came of one cell. */
    private record Cell(Dialogue dialogue, SmtpPhase phase, String outcome, String next, long said) {}

    @Test
    void everyMisbehaviourAtEveryPhaseHasTheOutcomeOnThePageAndCostsNoSlot(@TempDir Path keys) throws Exception {
        tls = DialogueBed.tls(keys);

        Map<String, List<String>> documented = documented();
        // The first conversation of a JVM is a slow one, and not to be judged.
        play(usual, SmtpPhase.CONNECT);
        List<Cell> first = playAll();
        // Alone, so that it is not late again.
        List<Cell> again = first.stream()
                .filter(cell -> cameTooLate(cell, documented))
                .map(cell -> play(cell.dialogue(), cell.phase()))
                .toList();

        assertThat(table(first, again)).isEqualTo(documented);
        List<Cell> tries = Stream.concat(first.stream(), again.stream()).toList();
        assertThat(tries)
                .allSatisfy(cell -> assertThat(cell.next())
                        .as("the next mail after %s at %s", cell.dialogue().name(), cell.phase())
                        .isEqualTo("relayed"));
        assertThat(tries)
                .allSatisfy(cell -> assertThat(cell.said())
                        .as("octets taken from %s at %s", cell.dialogue().name(), cell.phase())
                        .isLessThan(IN_BETWEEN));
    }

    private List<Cell> playAll() throws Exception {
        ExecutorService players = Executors.newFixedThreadPool(12);
        try {
            List<CompletableFuture<Cell>> cells = new ArrayList<>();
            // Those that wait for the time-out come last, and wait together.
            for (String name : List.of(
                    "dribbles", "refuses", "defers", "closes", "babbles", "repeats", "endless", "drops", "stalls")) {
                Dialogue dialogue = Dialogue.read(DIALOGUES.resolve(name + ".txt"));
                for (SmtpPhase phase : PHASES) {
                    cells.add(CompletableFuture.supplyAsync(() -> play(dialogue, phase), players));
                }
            }
            List<Cell> played = new ArrayList<>();
            for (CompletableFuture<Cell> cell : cells) {
                played.add(cell.get(2, TimeUnit.MINUTES));
            }
            return played;
        } finally {
            players.shutdownNow();
        }
    }

    /**
     * Whether what is certain by the page was in doubt, as it says under "When in doubt, in doubt": on a machine that has
     * too much to do, who looks at the last replies of a server that has gone may come too late. Whatever else is not as
     * on the page is wrong at once.
     */
    private static boolean cameTooLate(Cell cell, Map<String, List<String>> documented) {
        String wanted = documented.get(cell.dialogue().title()).get(PHASES.indexOf(cell.phase()));
        return wanted.startsWith("deferred, ") && cell.outcome().equals("in-doubt, BadConnection");
    }

    private Cell play(Dialogue dialogue, SmtpPhase phase) {
        try (DialogueBed bed = new DialogueBed(VERTX, TIMEOUT, usual, tls)) {
            bed.misbehave(dialogue, phase);
            String outcome = outcome(bed);
            long said = bed.said();
            bed.behave();
            long taken = bed.taken();
            String next = outcome(bed);
            return new Cell(dialogue, phase, outcome, bed.taken() == taken + 1 ? next : next + ", not taken", said);
        }
    }

    /** State and class of a delivery by way of that relay, or that there was none in time. */
    private String outcome(DialogueBed bed) {
        RelayResult result = bed.attempt()
                .completeOnTimeout(null, TIMEOUT.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (result == null) {
            return LATE;
        }
        Verdict verdict = judge.attempted(DELIVERY, MAIL, RECIPIENT, bed.relay(), result);
        String state = verdict.outcome().state().label();
        return verdict.event().category() == null
                ? state
                : state + ", " + verdict.event().category();
    }

    /** By dialogue and phase; what was played again counts instead of the first time. */
    private static Map<String, List<String>> table(List<Cell> first, List<Cell> again) {
        Map<String, List<String>> table = new TreeMap<>();
        first.forEach(cell -> table.computeIfAbsent(cell.dialogue().title(), title -> new ArrayList<>())
                .add(cell.outcome()));
        again.forEach(cell -> table.get(cell.dialogue().title()).set(PHASES.indexOf(cell.phase()), cell.outcome()));
        return table;
    }

    /** The rows of the table on the page that begin with what a server does. */
    private static Map<String, List<String>> documented() throws Exception {
        Map<String, List<String>> table = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            String[] cells = line.split("\\|");
            if (cells.length == PHASES.size() + 2 && !cells[1].contains("---") && !cells[1].contains("…")) {
                table.put(
                        cells[1].strip(),
                        Arrays.stream(cells).skip(2).map(String::strip).toList());
            }
        }
        return table;
    }

    private static final EmailAddress RECIPIENT = new EmailAddress("ada@example.net");

    private static final Delivery DELIVERY = Deliveries.accepted(
            new DeliveryKey(new MailId(new UUID(0, 1)), 0), RECIPIENT, NOW.plus(Duration.ofDays(2)));

    private static final Mail MAIL = new Mail(
            new MailId(new UUID(0, 1)),
            Instant.EPOCH,
            Lane.TRANSACTIONAL,
            new Labels("default", "r", "transactional", Map.of(), null, null),
            new Addressees(
                    new Mailbox(new EmailAddress("shop@example.org"), null),
                    List.of(new Mailbox(RECIPIENT, null)),
                    List.of(),
                    List.of(),
                    List.of()),
            new Body.ReadyMade(new Content("s", "t", null)),
            List.of(),
            List.of(),
            new Schedule(null, null, OnDoubt.RESEND));
}
