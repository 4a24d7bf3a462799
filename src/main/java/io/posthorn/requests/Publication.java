package io.posthorn.requests;

/** What became of a request that was to be published. */
public sealed interface Publication {

    /** Kafka has it, on every replica that is in sync. */
    record Written(String topic, int partition, long offset) implements Publication {}

    /** Kafka does not have it, as far as can be known.
     *
     * @param reason for people: one line, what was wrong and what to do
     */
    record Failed(String reason) implements Publication {}
}
