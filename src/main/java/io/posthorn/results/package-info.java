/** The audit trail's tail, published to Kafka. */
package io.posthorn.results;
