package io.posthorn.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How deliveries left the table, by what the audit trail says of it.
 *
 * @param batches the outcomes, by transaction
 * @param told when the last of their results had been read
 * @param gatewayCpu what the gateway used, from the moment they were due until the last result
 * @param databaseCpu the same of PostgreSQL
 */
record Drain(List<Batch> batches, Instant told, Duration gatewayCpu, Duration databaseCpu) {

    private static final String BATCHES = """
            select at, count(*) from audit_event
            where type = 'delivery.relayed' and id >= posthorn_uuid_at(?) and at >= ?
            group by at order by at
            """;

    /** One transaction, and how many outcomes it wrote. */
    record Batch(Instant at, int outcomes) {}

    static Drain read(
            Connection connection, OffsetDateTime due, Instant told, Duration gatewayCpu, Duration databaseCpu)
            throws SQLException {
        List<Batch> batches = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(BATCHES)) {
            select.setObject(1, due);
            select.setObject(2, due);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    batches.add(new Batch(row.getObject(1, OffsetDateTime.class).toInstant(), row.getInt(2)));
                }
            }
        }
        return new Drain(List.copyOf(batches), told, gatewayCpu, databaseCpu);
    }

    int mails() {
        return batches.stream().mapToInt(Batch::outcomes).sum();
    }

    /** Mails per second from the first transaction to the last; those of the first were made before. */
    double rate() {
        return rate(batches);
    }

    /** The same until the last result had been read. */
    double rateUntilTold() {
        return mails() / seconds(batches.get(0).at(), told);
    }

    /** The rates of each tenth of the mails. */
    String tenths() {
        List<List<Batch>> parts = new ArrayList<>();
        int part = mails() / 10;
        List<Batch> current = new ArrayList<>();
        int sum = 0;
        for (Batch batch : batches) {
            current.add(batch);
            sum += batch.outcomes();
            if (sum >= part * (parts.size() + 1)) {
                parts.add(current);
                current = new ArrayList<>(List.of(batch));
            }
        }
        return parts.stream()
                .map(batches -> String.format("%,.0f", rate(batches)))
                .collect(Collectors.joining(" "));
    }

    static double medianRate(List<Drain> drains) {
        double[] rates = drains.stream().mapToDouble(Drain::rate).sorted().toArray();
        return (rates[(rates.length - 1) / 2] + rates[rates.length / 2]) / 2;
    }

    private static double rate(List<Batch> batches) {
        Batch first = batches.get(0);
        Batch last = batches.get(batches.size() - 1);
        int outcomes = batches.stream().mapToInt(Batch::outcomes).sum();
        return (outcomes - first.outcomes()) / seconds(first.at(), last.at());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    @Override
    public String toString() {
        double thousands = mails() / 1000.0;
        return String.format(
                "%,9d mails, %,6.0f mails/s, until the last result %,6.0f; CPU s per 1,000: gateway %.3f, PostgreSQL %.3f",
                mails(),
                rate(),
                rateUntilTold(),
                gatewayCpu.toNanos() / 1e9 / thousands,
                databaseCpu.toNanos() / 1e9 / thousands);
    }
}
