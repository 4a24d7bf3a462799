package io.posthorn.faults;

import io.posthorn.testing.ledger.Findings;
import io.posthorn.testing.ledger.Offence;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a scenario showed.
 *
 * @param scenario its name
 * @param findings the ledgers, joined
 * @param expected mails that were to be accepted
 * @param resumed how long it took after each fault until mail flowed again
 * @param log what the gateways wrote
 */
record Report(String scenario, Findings findings, long expected, List<Duration> resumed, String log) {

    /** One line, and one for each offence. */
    @Override
    public String toString() {
        Findings.Counts counts = findings.counts();
        String line =
                "%-12s published %d, accepted %d, relayed %d, in doubt %d, taken twice %d, told twice %d, lost %d,"
                                .formatted(
                                        scenario,
                                        counts.published(),
                                        counts.accepted(),
                                        counts.relayed(),
                                        counts.inDoubt(),
                                        counts.takenAgain(),
                                        counts.toldAgain(),
                                        findings.of(Offence.Kind.LOST_REQUEST))
                        + " offences " + findings.offences().size() + ", mail again after "
                        + resumed.stream().map(Report::seconds).collect(Collectors.joining(" "));
        return findings.offences().stream()
                .limit(50)
                .map(offence -> "\n  " + offence)
                .collect(Collectors.joining("", line, ""));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
