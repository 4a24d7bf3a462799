package io.posthorn.bench;

import io.posthorn.queue.Delivery;
import io.posthorn.queue.QueueStatements;
import io.posthorn.testing.Database;
import io.posthorn.testing.GatewayProcess;
import io.posthorn.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How fast deliveries leave the table when a million is due in it, and when ten thousand are: {@code ./mvnw -Pbench
 * -Dbench.main=io.posthorn.bench.DrainBench}. One packaged gateway with the discard relay, warmed up first; then rounds of
 * 10,000, then the million, then rounds of 10,000 again. {@code -Dbench.options="1000000 10"} says how many, and how many
 * rounds; with the word {@code shuffled} they are due in no order that the table has.
 */
public final class DrainBench {

    @FunctionalInterface
    private interface Claim {
        List<Delivery> of(Connection connection, int most, UUID owner) throws SQLException;
    }

    private static final int WARM_UP = 150_000;
    private static final int FEW = 10_000;
    private static final int BATCH = 200;
    /** For putting mails into the table and telling that they were accepted, before they are due. */
    private static final Duration FOR_EACH = Duration.ofNanos(125_000);

    private static final Duration AT_LEAST = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final World world;
    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final Results results;
    private final GatewayProcess gateway;
    private final boolean shuffled;
    private long inserted;

    private DrainBench(World world, Results results, GatewayProcess gateway, boolean shuffled) {
        this.world = world;
        this.results = results;
        this.gateway = gateway;
        this.shuffled = shuffled;
        database.setUrl(world.jdbcUrl());
        database.setUser(Database.USER);
    }

    public static void main(String[] options) throws Exception {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        List<String> words = Arrays.asList(String.join(" ", options).strip().split(" +"));
        List<Integer> numbers = words.stream()
                .filter(word -> word.matches("\\d+"))
                .map(Integer::parseInt)
                .toList();
        int many = numbers.isEmpty() ? 1_000_000 : numbers.get(0);
        int rounds = numbers.size() < 2 ? 10 : numbers.get(1);
        World world = World.create();
        Map<String, String> environment = new HashMap<>(world.environment());
        environment.put("POSTHORN_RELAY_TRANSPORT", "discard");
        Path log = Files.createDirectories(Path.of("target", "bench")).resolve("drain.log");
        GatewayProcess gateway = GatewayProcess.start(environment, log, "-Xmx256m");
        try (Results results =
                new Results(world.broker().bootstrapServers(), world.topics().results())) {
            gateway.awaitReady(Duration.ofSeconds(60));
            new DrainBench(world, results, gateway, words.contains("shuffled")).run(many, rounds);
        } finally {
            gateway.kill();
            world.close();
        }
        System.exit(0);
    }

    private void run(int many, int rounds) throws SQLException {
        GatewaySession.everywhere(database);
        System.out.println("Warm-up: " + drain(WARM_UP, false));
        System.out.println("The claim, with some thousands due:");
        drain(FEW, true);
        List<Drain> few = new ArrayList<>(rounds(rounds));
        System.out.println("The claim, with very many due:");
        Drain all = drain(many, true);
        System.out.println("All: " + all);
        System.out.println("     a tenth at a time: " + all.tenths());
        few.addAll(rounds(rounds));
        double usual = Drain.medianRate(few);
        System.out.printf(
                "%,d due: %,.0f mails/s in the middle of %d rounds; %,d due: %,.0f, %.2f of that%n",
                FEW, usual, few.size(), many, all.rate(), all.rate() / usual);
        System.out.println(TableUse.of(database));
        System.out.println("Results: " + results.counts());
    }

    private List<Drain> rounds(int rounds) throws SQLException {
        List<Drain> drains = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            Drain drain = drain(FEW, false);
            System.out.println("Round: " + drain);
            drains.add(drain);
        }
        return drains;
    }

    /** Has so many be due at once, and waits until the last of their results has been read. */
    private Drain drain(int mails, boolean explained) throws SQLException {
        try (Connection connection = database.getConnection()) {
            OffsetDateTime due = DueMails.in(connection, AT_LEAST.plus(FOR_EACH.multipliedBy(mails)));
            DueMails.insert(connection, mails, due, shuffled);
            inserted += mails;
            await(() -> results.accepted() >= inserted);
            if (!Instant.now().isBefore(due.toInstant())) {
                throw new IllegalStateException("publishing " + mails + " acceptances took too long");
            }
            LockSupport.parkNanos(Duration.between(Instant.now(), due).toNanos());
            ProcessHandle postmaster = ProcessUse.postmaster(connection);
            Duration gatewayBefore = ProcessUse.cpu(gateway.handle());
            Duration databaseBefore = ProcessUse.familyCpu(postmaster);
            for (int percent : explained ? new int[] {1, 50, 90} : new int[0]) {
                long reached = inserted - mails + (long) mails * percent / 100;
                await(() -> results.relayed() >= reached);
                explainClaim(percent);
            }
            await(() -> results.relayed() >= inserted);
            Instant told = Instant.now();
            return Drain.read(
                    connection,
                    due,
                    told,
                    ProcessUse.cpu(gateway.handle()).minus(gatewayBefore),
                    ProcessUse.familyCpu(postmaster).minus(databaseBefore));
        }
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !gateway.handle().isAlive()) {
                throw new IllegalStateException("only " + results.counts() + " of " + inserted + " came");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** What claiming a batch costs now, by the statement of the gateway; it is undone. */
    private void explainClaim(int percent) throws SQLException {
        System.out.printf("  after %2d %%%n", percent);
        explain("going on", QueueStatements::claimAhead);
        explain("from the start", QueueStatements::claim);
    }

    private void explain(String how, Claim claim) throws SQLException {
        DataSource explaining = ExplainingDataSource.generic(
                database, (sql, plan) -> System.out.printf("    %s: %s%n", how, ClaimPlan.read(plan)));
        try (Connection connection = explaining.getConnection()) {
            connection.setAutoCommit(false);
            claim.of(connection, BATCH, UUID.randomUUID());
            connection.rollback();
        }
    }
}
