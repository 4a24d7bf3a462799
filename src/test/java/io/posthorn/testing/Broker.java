package io.posthorn.testing;

/** An Apache Kafka broker that can be taken away and brought back. */
public interface Broker {

    /** Where clients connect: {@code host:port}. Stays the same over a restart. */
    String bootstrapServers();

    /** Creates a topic, or does nothing if there is one of that name; returns when it can be written to. */
    void createTopic(String name, int partitions);

    /** Stops it as an operator would. What was written is kept. Does nothing if it is stopped. */
    void stop();

    /** Starts it on the same port, with what was written. Does nothing if it runs. */
    void start();
}
