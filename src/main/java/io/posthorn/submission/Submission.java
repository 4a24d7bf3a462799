package io.posthorn.submission;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Origin;

/** One thing that came in, and has to be accounted for. */
public sealed interface Submission {

    /** The Kafka record it came in, or null for other doors. */
    Origin origin();

    /**
     * A JSON object that claims to be a mail request.
     *
     * @param body the object
     * @param weight its size as it came, in octets
     * @param envelope what stood around it
     */
    record Request(JsonNode body, int weight, Envelope envelope) implements Submission {
        @Override
        public Origin origin() {
            return envelope.origin();
        }
    }

    /**
     * Something that is no request at all. It has been put where such things go; here it is only put on record.
     *
     * @param origin where it came from
     * @param code what kind of fault, stable across versions
     * @param reason for people
     */
    record DeadLetter(Origin origin, String code, String reason) implements Submission {}

    /**
     * What stood around a request.
     *
     * @param lane the lane it came by
     * @param eventId the CloudEvent's id, or null
     * @param tenant the tenant that all of this door's requests belong to, or null if each says so itself
     * @param traceparent W3C trace context, or null
     * @param origin where it came from, or null
     */
    record Envelope(Lane lane, String eventId, String tenant, String traceparent, Origin origin) {}
}
