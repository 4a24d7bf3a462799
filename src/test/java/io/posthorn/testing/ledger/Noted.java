package io.posthorn.testing.ledger;

/**
 * An event of the audit trail.
 *
 * @param event what it says
 * @param origin the record that it accounts for, or null
 */
public record Noted(Told event, Origin origin) {

    /** Of the event that says of a record that it is no request; it is not published. */
    static final String DEAD_LETTERED = "request.dead-lettered";

    /** A Kafka record. */
    public record Origin(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + "-" + partition + "@" + offset;
        }
    }
}
