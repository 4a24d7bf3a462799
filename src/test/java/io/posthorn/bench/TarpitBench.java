package io.posthorn.bench;

import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.Correspondent;
import io.posthorn.testing.GatewayProcess;
import io.posthorn.testing.World;
import io.posthorn.testing.smtp.ReceivedMail;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpScript.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/**
 * What one tarpitted destination of ten costs the other nine: the time from a request's publication to its mail's
 * arrival, without and with the tarpit, through the packaged gateway with a broker, a database and an SMTP server that
 * takes a while to answer: {@code ./mvnw -Pbench -Dbench.main=io.posthorn.bench.TarpitBench -Dbench.options="200 30"},
 * for 200 mails a second and 30 seconds each. With the word {@code bursts} after that, the mails to the tarpitted
 * destination do not come one in ten but 60 in a row.
 *
 * <p>A gateway gets faster for minutes after its start. Therefore there is a long warm-up, and the order is without,
 * with, with, without: what time alone does is the same for both kinds. The exit code is 1 if the tarpit makes the 99th
 * percentile more than 1.2 times as long, or if a mail to one of the nine does not arrive.
 */
public final class TarpitBench {

    private static final int DESTINATIONS = 10;
    private static final int BURST = 60;
    private static final int WARM_UP = 4;
    private static final double MOST = 1.2;
    private static final Duration ANSWER = Duration.ofMillis(5);
    private static final Duration TARPIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TARPITTED = "@d0.example";

    private final World world;
    private final Correspondent shop;
    private final int rate;
    private final boolean bursts;
    private final Map<String, Long> published = new ConcurrentHashMap<>();
    private final Map<String, Long> took = new ConcurrentHashMap<>();
    private boolean complete = true;

    private TarpitBench(World world, Correspondent shop, int rate, boolean bursts) {
        this.world = world;
        this.shop = shop;
        this.rate = rate;
        this.bursts = bursts;
    }

    public static void main(String[] options) throws Exception {
        List<String> arguments = List.of(String.join(" ", options).strip().split(" +"));
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        int rate = arguments.size() > 1 ? Integer.parseInt(arguments.get(0)) : 200;
        int seconds = arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : 30;
        boolean bursts = arguments.contains("bursts");
        Path log = Files.createTempFile("tarpit", ".log");
        World world = World.create();
        GatewayProcess gateway = GatewayProcess.start(world.environment(), log);
        boolean passed;
        try (Correspondent shop = Correspondent.in(world)) {
            gateway.awaitReady(Duration.ofSeconds(60));
            TarpitBench bench = new TarpitBench(world, shop, rate, bursts);
            world.sink().onMail(bench::arrived);
            passed = bench.passes(seconds);
        } finally {
            gateway.kill();
            world.close();
        }
        System.exit(passed ? 0 : 1);
    }

    private boolean passes(int seconds) throws InterruptedException {
        run("warm-up", false, seconds * WARM_UP);
        long[] before = run("no tarpit", false, seconds);
        long[] tarpitted = run("one of ten tarpitted", true, seconds);
        long[] again = run("one of ten tarpitted", true, seconds);
        long[] after = run("no tarpit", false, seconds);
        long[] without = sorted(LongStream.concat(Arrays.stream(before), Arrays.stream(after)));
        long[] with = sorted(LongStream.concat(Arrays.stream(tarpitted), Arrays.stream(again)));
        print("both without", without);
        print("both with", with);
        double ratio = (double) percentile(with, 99) / percentile(without, 99);
        System.out.printf("p99 with the tarpit is %.2f of that without; %.1f is permitted%n", ratio, MOST);
        return complete && ratio <= MOST;
    }

    private static SmtpScript script(boolean tarpit) {
        return (phase, sender, recipient) -> {
            if (phase == SmtpPhase.RCPT && tarpit && recipient.endsWith(TARPITTED)) {
                return Action.delay(TARPIT);
            }
            return phase == SmtpPhase.DOT ? Action.delay(ANSWER) : Action.proceed();
        };
    }

    private void arrived(ReceivedMail mail) {
        Long since = published.get(mail.recipients().get(0));
        if (since != null) {
            took.putIfAbsent(mail.recipients().get(0), System.nanoTime() - since);
        }
    }

    /** How long the mails to the destinations but the first took, in nanoseconds. */
    private long[] run(String name, boolean tarpit, int seconds) throws InterruptedException {
        published.clear();
        took.clear();
        world.sink().reply(script(tarpit));
        int mails = rate * seconds;
        long start = System.nanoTime();
        String run = Long.toString(start, 36);
        for (int i = 0; i < mails; i++) {
            LockSupport.parkNanos(start + i * TimeUnit.SECONDS.toNanos(1) / rate - System.nanoTime());
            String recipient = run + "-" + i + "@d" + destination(i) + ".example";
            published.put(recipient, System.nanoTime());
            shop.send(world.topics().transactional(), Correspondent.request(recipient, recipient, ""));
        }
        long expected = published.keySet().stream().filter(TarpitBench::isOther).count();
        await(() -> took.keySet().stream().filter(TarpitBench::isOther).count() >= expected);
        long[] nanos = sorted(
                took.entrySet().stream().filter(mail -> isOther(mail.getKey())).mapToLong(Map.Entry::getValue));
        print(name, nanos);
        if (nanos.length < expected) {
            System.out.printf("  only %d of %d mails to nine destinations have arrived%n", nanos.length, expected);
            complete = false;
        }
        // The next run begins with nothing left of this one.
        world.sink().reply(script(false));
        await(() -> took.size() >= published.size());
        if (took.size() < published.size()) {
            System.out.printf("  %d mails are left for the next run%n", published.size() - took.size());
        }
        return nanos;
    }

    /** One in ten is to the first destination, or so many in a row out of ten times as many. */
    private int destination(int i) {
        if (!bursts) {
            return i % DESTINATIONS;
        }
        return i / BURST % DESTINATIONS == 0 ? 0 : 1 + i % (DESTINATIONS - 1);
    }

    private static boolean isOther(String recipient) {
        return !recipient.endsWith(TARPITTED);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(100);
        }
    }

    private static long[] sorted(LongStream nanos) {
        return nanos.sorted().toArray();
    }

    private static long percentile(long[] sorted, int percent) {
        return sorted[sorted.length * percent / 100];
    }

    private static void print(String name, long[] sorted) {
        System.out.printf(
                "%s: %d mails to nine destinations, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                name,
                sorted.length,
                percentile(sorted, 50) / 1e6,
                percentile(sorted, 99) / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }
}
