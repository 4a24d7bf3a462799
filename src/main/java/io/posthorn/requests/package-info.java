/** Mail requests from Kafka, and the dead letters among them. */
package io.posthorn.requests;
