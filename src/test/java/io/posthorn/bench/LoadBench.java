package io.posthorn.bench;

import io.posthorn.testing.Database;
import io.posthorn.testing.Directories;
import io.posthorn.testing.EmbeddedDatabase;
import io.posthorn.testing.EmbeddedKafka;
import io.posthorn.testing.GatewayProcess;
import io.posthorn.testing.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.LogManager;

/**
 * The whole flow under load: a topic full of requests, the packaged gateway, PostgreSQL as durable as in production, an
 * SMTP server in a process of its own, and the last result event. Prints mails per second, what they cost and how much
 * memory it took, then latencies at a steady rate. {@code ./mvnw -Pbench}; docs/performance.md says what came out.
 */
public final class LoadBench {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final BenchOptions options;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Path home;
    private long published;

    private LoadBench(BenchOptions options, Path home) {
        this.options = options;
        this.home = home;
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        LogManager.getLogManager().getLogger("").setLevel(java.util.logging.Level.SEVERE);
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), "run-");
        LoadBench bench = new LoadBench(BenchOptions.parse(arguments), home);
        Runtime.getRuntime().addShutdownHook(new Thread(bench::close, "bench-stop"));
        try {
            bench.run();
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void run() throws Exception {
        EmbeddedKafka kafka = opened(EmbeddedKafka.start(home.resolve("kafka"), 0));
        Topics.DEFAULT.createOn(kafka);
        EmbeddedDatabase database = opened(EmbeddedDatabase.start(home.resolve("postgres"), 0));
        String jdbcUrl = database.newDatabase("posthorn");
        SinkProcess sink = opened(SinkProcess.start(options.delayDotMs(), home.resolve("sink.log")));
        Requests requests =
                opened(new Requests(kafka.bootstrapServers(), Topics.DEFAULT.transactional(), options.sample()));
        Results results = opened(new Results(kafka.bootstrapServers(), Topics.DEFAULT.results()));
        say(
                "%d processors, Java %s; request of %d octets from template %s; gateway with %s, relay %s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                requests.request(1_000_000).length,
                options.template(),
                options.jvmOptions(),
                options.discard() ? "discard" : "mailer to " + sink.name());
        if (options.backlog() > 0) {
            say("publishing %,d requests", options.backlog());
            fill(requests, options.backlog());
        }
        GatewayProcess gateway = opened(GatewayProcess.start(
                environment(kafka, jdbcUrl, sink),
                home.resolve("gateway.log"),
                options.jvmOptions().toArray(String[]::new)));
        if (options.backlog() > 0) {
            drain(gateway, results);
            return;
        }
        gateway.awaitReady(Duration.ofSeconds(60));
        ProcessHandle postmaster = postmaster(home.resolve("postgres"));
        say(
                "%-8s %9s %22s %12s %18s %9s",
                "round", "mails/s", "CPU s/1,000: gateway", "PostgreSQL", "bench and broker", "peak MB");
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i <= options.rounds(); i++) {
            Round round = round(requests, results, gateway, postmaster);
            say("%-8s %s", i == 0 ? "warm-up" : Integer.toString(i), round);
            if (i > 0) {
                rounds.add(round);
            }
        }
        say("%-8s %s", "median", Round.median(rounds));
        if (options.rate() > 0) {
            steady(requests, results);
        }
        say("results: %s", results.counts());
    }

    private record Round(double rate, double gatewayCpu, double databaseCpu, double ownCpu, long peak) {

        static Round median(List<Round> rounds) {
            return new Round(
                    median(rounds.stream().mapToDouble(Round::rate).toArray()),
                    median(rounds.stream().mapToDouble(Round::gatewayCpu).toArray()),
                    median(rounds.stream().mapToDouble(Round::databaseCpu).toArray()),
                    median(rounds.stream().mapToDouble(Round::ownCpu).toArray()),
                    rounds.stream().mapToLong(Round::peak).max().orElse(-1));
        }

        private static double median(double[] values) {
            Arrays.sort(values);
            return values[values.length / 2];
        }

        @Override
        public String toString() {
            return String.format("%9.0f %22.3f %12.3f %18.3f %9d", rate, gatewayCpu, databaseCpu, ownCpu, peak);
        }
    }

    private Round round(Requests requests, Results results, GatewayProcess gateway, ProcessHandle postmaster) {
        Duration gatewayCpu = ProcessUse.cpu(gateway.handle());
        Duration databaseCpu = ProcessUse.familyCpu(postmaster);
        Duration ownCpu = ProcessUse.cpu(ProcessHandle.current());
        long start = System.nanoTime();
        fill(requests, options.mails());
        await(results, published);
        double seconds = (System.nanoTime() - start) / 1e9;
        double thousands = options.mails() / 1000.0;
        return new Round(
                options.mails() / seconds,
                seconds(ProcessUse.cpu(gateway.handle()).minus(gatewayCpu)) / thousands,
                seconds(ProcessUse.familyCpu(postmaster).minus(databaseCpu)) / thousands,
                seconds(ProcessUse.cpu(ProcessHandle.current()).minus(ownCpu)) / thousands,
                ProcessUse.peakMegabytes(gateway.handle()));
    }

    /** From publishing to the result event, at a rate that is far below what the gateway can. */
    private void steady(Requests requests, Results results) {
        Map<String, Long> begun = new ConcurrentHashMap<>();
        List<Long> latencies = new ArrayList<>();
        results.onRelayed((id, at) -> {
            Long start = begun.remove(id);
            if (start != null) {
                latencies.add(at - start);
            }
        });
        int count = options.rate() * options.seconds();
        long start = System.nanoTime();
        long apart = TimeUnit.SECONDS.toNanos(1) / options.rate();
        for (int i = 0; i < count; i++) {
            long due = start + i * apart;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            // From when it was due, not from when we got round to it.
            begun.put("bench-" + ++published, due);
            requests.publish(published);
        }
        requests.flush();
        await(results, published);
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        say(
                "steady at %d/s for %d s, request published to result event read: p50 %.1f, p90 %.1f, p99 %.1f,"
                        + " max %.1f ms",
                options.rate(),
                options.seconds(),
                percentile(sorted, 50),
                percentile(sorted, 90),
                percentile(sorted, 99),
                percentile(sorted, 100));
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    private void drain(GatewayProcess gateway, Results results) {
        long start = System.nanoTime();
        long told = 0;
        while (results.relayed() < published) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(10));
            long now = results.relayed();
            say(
                    "%4d s: %,9d results, %6d/s, memory %d MB",
                    (System.nanoTime() - start) / 1_000_000_000,
                    now,
                    (now - told) / 10,
                    ProcessUse.residentMegabytes(gateway.handle()));
            told = now;
            if (!gateway.handle().isAlive()) {
                throw new IllegalStateException("the gateway has ended; see " + home);
            }
        }
        say("peak memory %d MB; results: %s", ProcessUse.peakMegabytes(gateway.handle()), results.counts());
    }

    private void fill(Requests requests, int count) {
        for (int i = 0; i < count; i++) {
            requests.publish(++published);
        }
        requests.flush();
    }

    private void await(Results results, long relayed) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (results.relayed() < relayed) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + results.counts() + " came; see " + home);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private Map<String, String> environment(EmbeddedKafka kafka, String jdbcUrl, SinkProcess sink) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "QUARKUS_DATASOURCE_JDBC_URL",
                jdbcUrl,
                "QUARKUS_DATASOURCE_USERNAME",
                Database.USER,
                "QUARKUS_DATASOURCE_PASSWORD",
                Database.USER,
                "QUARKUS_MAILER_HOST",
                "localhost",
                "QUARKUS_MAILER_PORT",
                Integer.toString(sink.port()),
                "QUARKUS_MAILER_START_TLS",
                "DISABLED"));
        environment.put(
                "POSTHORN_TEMPLATES_DIRECTORY",
                options.templates().toAbsolutePath().toString());
        if (options.discard()) {
            environment.put("POSTHORN_RELAY_TRANSPORT", "discard");
        }
        return environment;
    }

    private static ProcessHandle postmaster(Path directory) throws IOException {
        String pid = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"))
                .get(0)
                .strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }

    private <T extends AutoCloseable> T opened(T server) {
        running.push(server);
        return server;
    }

    private void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("not stopped: " + e);
            }
        }
        // The logs stay; what a million requests left behind does not.
        Directories.delete(home.resolve("kafka"));
        Directories.delete(home.resolve("postgres"));
    }
}
