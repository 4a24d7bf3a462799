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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What one tarpitted destination of ten costs the other nine: the time from a request's publication to its mail's
 * arrival, without and with the tarpit, through the packaged gateway with a broker, a database and an SMTP server that
 * takes a while to answer: {@code ./mvnw -Pbench -Dbench.main=io.posthorn.bench.TarpitBench -Dbench.options="200 30"},
 * for 200 mails a second and 30 seconds each.
 */
public final class TarpitBench {

    private static final int DESTINATIONS = 10;
    private static final Duration ANSWER = Duration.ofMillis(5);
    private static final Duration TARPIT = Duration.ofSeconds(30);

    private final World world;
    private final Correspondent shop;
    private final Map<String, Long> published = new ConcurrentHashMap<>();
    private final Map<String, Long> took = new ConcurrentHashMap<>();

    private TarpitBench(World world, Correspondent shop) {
        this.world = world;
        this.shop = shop;
    }

    public static void main(String[] options) throws Exception {
        String[] arguments = String.join(" ", options).split(" +");
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        int rate = arguments.length > 1 ? Integer.parseInt(arguments[0]) : 200;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
        Path log = Files.createTempFile("tarpit", ".log");
        World world = World.create();
        GatewayProcess gateway = GatewayProcess.start(world.environment(), log);
        try (Correspondent shop = Correspondent.in(world)) {
            gateway.awaitReady(Duration.ofSeconds(60));
            TarpitBench bench = new TarpitBench(world, shop);
            world.sink().onMail(bench::arrived);
            world.sink().reply(script(false));
            bench.run("warm-up", rate, seconds);
            long without = bench.run("no tarpit", rate, seconds);
            world.sink().reply(script(true));
            long with = bench.run("one of ten tarpitted", rate, seconds);
            System.out.printf("p99 with the tarpit is %.2f of that without%n", (double) with / without);
        } finally {
            gateway.kill();
            world.close();
        }
        System.exit(0);
    }

    private static SmtpScript script(boolean tarpit) {
        return (phase, sender, recipient) -> {
            if (phase == SmtpPhase.RCPT && tarpit && recipient.endsWith("@d0.example")) {
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

    /** The 99th percentile of the mails to the destinations but the first, in nanoseconds. */
    private long run(String name, int rate, int seconds) throws InterruptedException {
        published.clear();
        took.clear();
        int mails = rate * seconds;
        long start = System.nanoTime();
        String run = Long.toString(start, 36);
        for (int i = 0; i < mails; i++) {
            LockSupport.parkNanos(start + i * TimeUnit.SECONDS.toNanos(1) / rate - System.nanoTime());
            String recipient = run + "-" + i + "@d" + i % DESTINATIONS + ".example";
            published.put(recipient, System.nanoTime());
            shop.send(world.topics().transactional(), Correspondent.request(recipient, recipient, ""));
        }
        int expected = mails - mails / DESTINATIONS;
        for (int i = 0; i < 600 && others() < expected; i++) {
            Thread.sleep(100);
        }
        long[] nanos = took.entrySet().stream()
                .filter(mail -> !mail.getKey().endsWith("@d0.example"))
                .mapToLong(Map.Entry::getValue)
                .sorted()
                .toArray();
        long p99 = nanos[nanos.length * 99 / 100];
        System.out.printf(
                "%s: %d of %d mails to nine destinations, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                name,
                nanos.length,
                expected,
                nanos[nanos.length / 2] / 1e6,
                p99 / 1e6,
                Arrays.stream(nanos).max().orElse(0) / 1e6);
        return p99;
    }

    private long others() {
        return Stream.of(took.keySet().toArray(String[]::new))
                .filter(recipient -> !recipient.endsWith("@d0.example"))
                .count();
    }
}
