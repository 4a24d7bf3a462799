package io.posthorn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.Database;
import io.posthorn.testing.GatewayProcess;
import io.posthorn.testing.Ports;
import io.posthorn.testing.SharedServers;
import io.posthorn.testing.World;
import io.posthorn.testing.ledger.DatabaseLedger;
import io.posthorn.testing.ledger.Fate;
import io.posthorn.testing.ledger.Findings;
import io.posthorn.testing.ledger.Ledgers;
import io.posthorn.testing.ledger.Reconciliation;
import io.posthorn.testing.ledger.SinkLedger;
import io.posthorn.testing.ledger.TopicLedger;
import io.posthorn.testing.smtp.SinkOptions;
import io.posthorn.testing.smtp.SmtpScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Gateways under load, with everything they talk to, and the ledgers of all of it. */
final class Scene implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    final World world;
    final SinkLedger sink = new SinkLedger();
    final Load load;
    private final Map<String, String> settings = new HashMap<>();
    private final Path log;
    private final List<GatewayProcess> gateways = new ArrayList<>();

    /**
     * @param name of the logs
     * @param answerAfter how long the next hop takes to answer the final dot
     */
    Scene(String name, Duration answerAfter) {
        this(name, answerAfter, SharedServers.database());
    }

    /** The same with another database server. */
    Scene(String name, Duration answerAfter, Database server) {
        world = World.create(server, SinkOptions.PLAIN.countingOnly());
        world.sink().onMail(sink);
        world.sink().reply(SmtpScript.at(SmtpPhase.DOT, SmtpScript.Action.delay(answerAfter)));
        load = new Load(world.broker().bootstrapServers(), world.topics());
        settings.putAll(world.environment());
        // Members of another scene's group that were killed would be waited for.
        settings.put(
                "MP_MESSAGING_INCOMING_TRANSACTIONAL_GROUP_ID", world.topics().transactional());
        settings.put("MP_MESSAGING_INCOMING_BULK_GROUP_ID", world.topics().bulk());
        settings.put("POSTHORN_RETRY_PAUSES", "1s");
        try {
            log = Files.createDirectories(Path.of("target", "faults")).resolve(name + ".log");
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another setting of the gateways to come, as an environment variable. */
    Scene with(String variable, String value) {
        settings.put(variable, value);
        return this;
    }

    /** Starts a gateway; returns at once. */
    GatewayProcess launch() {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(Ports.free()));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(Ports.free()));
        environment.put("POSTHORN_INSTANCE", name(gateways.size()));
        GatewayProcess gateway = GatewayProcess.start(environment, log, "-Xmx256m");
        gateways.add(gateway);
        return gateway;
    }

    private static String name(int number) {
        return "gateway-" + number;
    }

    /** What that gateway calls itself. */
    String name(GatewayProcess gateway) {
        return name(gateways.indexOf(gateway));
    }

    /**
     * Waits until the next hop has taken a part of the load: the turns are spread over all of it at random, and after the
     * last one there is still some left.
     *
     * @param requests how many there are
     * @param turn which one this is, from 0 on
     * @param turns how many there are
     */
    void awaitPart(int requests, int turn, int turns) {
        int part = Math.max(1, requests / (turns + 1));
        int wanted = turn * part + 1 + ThreadLocalRandom.current().nextInt(part);
        // In any case some more: else there may be no mail in flight.
        int more = Math.max(wanted, sink.size() + 1 + Math.min(part, 50) / 2);
        await("the next hop took some more mails", () -> sink.size() >= more);
    }

    /** Waits until the connections of a gateway that was killed are at their end. */
    void awaitSilence() {
        await("no mail is on its way any more", () -> world.sink().open() == 0);
    }

    /** How long it takes from now, what is done included, until the next hop takes another mail. */
    Duration untilNextMail(Runnable done) {
        long begun = System.nanoTime();
        int before = sink.size();
        done.run();
        await("the next hop took another mail", () -> sink.size() > before);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /**
     * How long it takes from now, what happens to that gateway included, until mail flows again of what it had
     * then: as {@link Takeover#isDone()} says.
     */
    Duration untilGoesOn(GatewayProcess gateway, Runnable happens) {
        long begun = System.nanoTime();
        happens.run();
        try (Takeover takeover = Takeover.of(world.jdbcUrl(), name(gateway), load.partitions())) {
            load.mark();
            await(
                    "the %d deliveries that %s held and all partitions went on"
                            .formatted(takeover.held(), name(gateway)),
                    takeover::isDone);
        }
        untilNextMail(() -> {});
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Waits until everything that Kafka acknowledged has come to its end and has been told. */
    void awaitRest() {
        load.settle();
        int published = load.acknowledged();
        Awaitility.await("everything came to rest")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> database().isAtRest(published));
    }

    /** Joins the ledgers, and says what the scenario showed. */
    Report report(String scenario, List<Duration> resumed) {
        try {
            return new Report(
                    scenario, findings(), load.count(Fate.MAIL), new Resumptions(resumed), Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often the gateways wrote that. */
    int logged(String what) {
        try {
            return Files.readString(log).split(Pattern.quote(what), -1).length - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Joins the ledgers. The gateway's own account must close as well. */
    Findings findings() {
        assertThat(database().unaccounted()).isEmpty();
        DatabaseLedger database = new DatabaseLedger(world.jdbcUrl(), Database.USER);
        String broker = world.broker().bootstrapServers();
        return Reconciliation.of(new Ledgers(
                load.ledger(),
                sink,
                TopicLedger.results(broker, world.topics().results()),
                TopicLedger.deadLetters(broker, world.topics().deadLetters()),
                database.trail(),
                database.deliveries()));
    }

    SceneDatabase database() {
        return new SceneDatabase(world.jdbcUrl());
    }

    /** Lets time pass: how long a fault lasts is part of it. */
    static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    @Override
    public void close() {
        // Also those that are frozen.
        gateways.forEach(GatewayProcess::kill);
        world.server().start();
        world.broker().start();
        load.close();
        world.close();
    }
}
