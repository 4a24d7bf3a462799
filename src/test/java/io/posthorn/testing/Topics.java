package io.posthorn.testing;

import java.util.Map;

/** The topics that a gateway reads and writes. */
public record Topics(String transactional, String bulk, String results, String deadLetters) {

    /** The names that users know. */
    public static final Topics DEFAULT =
            new Topics("mail.requests.v1", "mail.requests.bulk.v1", "mail.results.v1", "mail.requests.v1.dlq");

    /** The same with a suffix, for a test that shares its broker with others. */
    public Topics suffixed(String suffix) {
        return new Topics(transactional + suffix, bulk + suffix, results + suffix, deadLetters + suffix);
    }

    /** Creates them all. */
    public void createOn(Broker broker) {
        broker.createTopic(transactional, 4);
        broker.createTopic(bulk, 2);
        broker.createTopic(results, 3);
        broker.createTopic(deadLetters, 1);
    }

    /** The gateway's configuration for these names. */
    public Map<String, String> configuration() {
        return Map.of(
                "posthorn.topics.transactional", transactional,
                "posthorn.topics.bulk", bulk,
                "posthorn.topics.results", results,
                "posthorn.topics.dead-letters", deadLetters);
    }
}
