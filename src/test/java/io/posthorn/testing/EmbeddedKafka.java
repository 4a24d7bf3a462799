package io.posthorn.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;

/** One real Kafka broker with its controller (KRaft) in this JVM, on the loopback interface. */
public final class EmbeddedKafka implements Broker, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final int port;
    private KafkaRaftServer server;

    private EmbeddedKafka(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts a broker; formats its storage if the directory has none.
     *
     * @param directory where it keeps its log; created if need be
     * @param portOrZero where it listens; zero for any free port
     */
    public static EmbeddedKafka start(Path directory, int portOrZero) {
        EmbeddedKafka kafka =
                new EmbeddedKafka(directory.toAbsolutePath(), portOrZero == 0 ? Ports.free() : portOrZero);
        kafka.start();
        return kafka;
    }

    @Override
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        ServerLogs.quieten();
        // The broker finds classes by name through the thread's class loader, which in a Quarkus test is another.
        server = withOwnClassLoader(() -> {
            Properties properties = properties();
            format(properties);
            KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
            started.startup();
            return started;
        });
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public void createTopic(String name, int partitions) {
        withOwnClassLoader(() -> {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                        .all()
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException("cannot create the topic " + name, e.getCause());
                }
            } catch (InterruptedException | TimeoutException e) {
                throw new IllegalStateException("cannot create the topic " + name, e);
            }
            return name;
        });
    }

    private Properties properties() {
        int controllerPort = Ports.free();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@localhost:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort,
                "advertised.listeners", "PLAINTEXT://localhost:" + port,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", directory.resolve("log").toString(),
                "auto.create.topics.enable", "false",
                // Larger than any request that Posthorn accepts, so that it is Posthorn who refuses.
                "message.max.bytes", "33554432"));
        properties.putAll(Map.of(
                "offsets.topic.num.partitions", "3",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "500"));
        // Small enough for a laptop.
        properties.putAll(Map.of(
                "log.segment.bytes", "67108864",
                "log.index.size.max.bytes", "1048576",
                "log.cleaner.dedupe.buffer.size", "2097152",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2"));
        return properties;
    }

    private void format(Properties properties) {
        if (Files.exists(directory.resolve("log").resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve("server.properties");
            try (OutputStream out = Files.newOutputStream(file)) {
                properties.store(out, null);
            }
            PrintStream unheard = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            String[] command = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
            int exitCode = StorageTool.execute(command, unheard);
            if (exitCode != 0) {
                throw new IllegalStateException("cannot format " + directory + " for Kafka: exit code " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T withOwnClassLoader(Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(EmbeddedKafka.class.getClassLoader());
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
