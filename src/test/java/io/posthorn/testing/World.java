package io.posthorn.testing;

import io.posthorn.testing.smtp.SinkOptions;
import io.posthorn.testing.smtp.SmtpSink;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the gateway under test is connected to: the JVM's broker and database server, and there a database and topics
 * of its own; and an SMTP server of its own.
 *
 * @param broker shared with other tests of this JVM
 * @param server shared with other tests of this JVM, unless another was given
 * @param jdbcUrl this world's own database; {@link Database#USER} needs no password
 * @param topics this world's own
 * @param sink this world's own next hop
 */
public record World(Broker broker, Database server, String jdbcUrl, Topics topics, SmtpSink sink)
        implements AutoCloseable {

    private static World current;

    /** A new world with an empty database and empty topics. */
    public static World create() {
        return create(SharedServers.database(), SinkOptions.PLAIN);
    }

    /** The same with another database server, and a next hop with other options. */
    public static World create(Database server, SinkOptions options) {
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        Broker broker = SharedServers.broker();
        Topics topics = Topics.DEFAULT.suffixed("." + suffix);
        topics.createOn(broker);
        return new World(
                broker,
                server,
                server.newDatabase("posthorn_" + suffix),
                topics,
                SmtpSink.start(Ports.free(), options));
    }

    /** The world of the {@code @QuarkusTest} that is running, made by {@link WorldResource}. */
    public static World current() {
        if (current == null) {
            throw new IllegalStateException("no world: annotate the test with @WithTestResource(WorldResource.class)");
        }
        return current;
    }

    static void enter(World world) {
        current = world;
    }

    /** The gateway's configuration for this world. */
    public Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>(topics.configuration());
        configuration.put("kafka.bootstrap.servers", broker.bootstrapServers());
        configuration.put("quarkus.datasource.jdbc.url", jdbcUrl);
        configuration.put("quarkus.datasource.username", Database.USER);
        configuration.put("quarkus.datasource.password", Database.USER);
        configuration.put("quarkus.mailer.host", "localhost");
        configuration.put("quarkus.mailer.port", Integer.toString(sink.port()));
        configuration.put("quarkus.mailer.mock", "false");
        configuration.put("quarkus.mailer.start-tls", "DISABLED");
        configuration.put("quarkus.http.test-port", "0");
        configuration.put("quarkus.management.test-port", "0");
        return configuration;
    }

    /** The same as environment variables, for a gateway in a process of its own. */
    public Map<String, String> environment() {
        return configuration().entrySet().stream()
                .collect(Collectors.toMap(
                        setting ->
                                setting.getKey().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                        Map.Entry::getValue));
    }

    /** Ends what is this world's own and listens. */
    @Override
    public void close() {
        sink.close();
    }
}
