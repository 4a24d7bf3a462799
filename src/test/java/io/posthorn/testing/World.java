package io.posthorn.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What the gateway under test is connected to: the JVM's broker and database server, and there a database and topics
 * of its own.
 *
 * @param broker shared with other tests of this JVM
 * @param server shared with other tests of this JVM
 * @param jdbcUrl this world's own database; {@link Database#USER} needs no password
 * @param topics this world's own
 */
public record World(Broker broker, Database server, String jdbcUrl, Topics topics) {

    private static World current;

    /** A new world with an empty database and empty topics. */
    public static World create() {
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        Broker broker = SharedServers.broker();
        Database server = SharedServers.database();
        Topics topics = Topics.DEFAULT.suffixed("." + suffix);
        topics.createOn(broker);
        return new World(broker, server, server.newDatabase("posthorn_" + suffix), topics);
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
        configuration.put("quarkus.http.test-port", "0");
        return configuration;
    }
}
