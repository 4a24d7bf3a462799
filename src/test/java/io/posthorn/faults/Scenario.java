package io.posthorn.faults;

import io.posthorn.testing.ledger.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fault test in its long form.
 *
 * @param name as it is asked for
 * @param mails how many requests there are from the beginning, unless somebody wants it otherwise
 * @param times how often the fault strikes, unless somebody wants it otherwise
 * @param away seconds that a fault lasts at least, unless somebody wants it otherwise
 * @param within how soon after each fault mail must flow again
 * @param breaks whether the fault cuts conversations with the next hop; if not, nothing may be in doubt
 * @param impossible why it cannot be done here, or empty
 * @param run does it
 */
record Scenario(
        String name,
        int mails,
        int times,
        int away,
        Duration within,
        boolean breaks,
        Optional<String> impossible,
        Run run) {

    private static final Duration NEXT_START = Duration.ofSeconds(10);
    private static final Duration BY_ITSELF = Duration.ofSeconds(15);

    /** The fault itself. */
    @FunctionalInterface
    interface Run {
        Report with(int mails, int times, Duration away);
    }

    static List<Scenario> all() {
        Optional<String> noDisk = SmallDisk.impossible();
        return List.of(
                possible("kill", 100_000, 20, 0, NEXT_START, true, (mails, times, away) -> Kills.run(mails, times)),
                possible("stop", 20_000, 20, 0, NEXT_START, false, (mails, times, away) -> Stops.run(mails, times)),
                possible(
                        "freeze",
                        50_000,
                        20,
                        0,
                        BY_ITSELF,
                        true,
                        (mails, times, away) -> Replicas.freeze(mails, times)),
                possible("rebalance", 20_000, 20, 5, BY_ITSELF, true, Replicas::rebalance),
                possible("broker", 20_000, 5, 60, BY_ITSELF, false, Outages.BROKER::run),
                possible("database", 20_000, 5, 60, BY_ITSELF, false, Outages.DATABASE::run),
                possible("crash", 20_000, 20, 0, BY_ITSELF, false, Outages.CRASH::run),
                possible("relay", 20_000, 5, 20, BY_ITSELF, true, Outages.RELAY::run),
                new Scenario("disk-full", 20_000, 5, 20, BY_ITSELF, false, noDisk, FullDisk.DATA::run),
                new Scenario("log-full", 20_000, 5, 20, BY_ITSELF, false, noDisk, FullDisk.LOG::run));
    }

    private static Scenario possible(
            String name, int mails, int times, int away, Duration within, boolean breaks, Run run) {
        return new Scenario(name, mails, times, away, within, breaks, Optional.empty(), run);
    }

    /** What in the report is not as it must be, a line each. */
    List<String> amiss(Report report) {
        List<String> lines = new ArrayList<>();
        report.findings().offences().stream().limit(50).map(String::valueOf).forEach(lines::add);
        Findings.Counts counts = report.findings().counts();
        if (counts.accepted() != report.expected()) {
            lines.add("accepted %d mails, not %d".formatted(counts.accepted(), report.expected()));
        }
        if (!breaks && counts.inDoubt() > 0) {
            lines.add("%d in doubt, although no conversation was cut".formatted(counts.inDoubt()));
        }
        for (Duration late : report.resumed().over(within)) {
            lines.add("mail again only after %s, not within %s"
                    .formatted(Resumptions.seconds(late), Resumptions.seconds(within)));
        }
        return lines;
    }
}
