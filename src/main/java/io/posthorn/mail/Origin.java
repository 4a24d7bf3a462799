package io.posthorn.mail;

/**
 * The Kafka record that a request came in.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset there
 */
public record Origin(String topic, int partition, long offset) {}
