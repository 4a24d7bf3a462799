package io.posthorn.mail;

import java.util.Map;

/**
 * What a mail is known by to those who asked for it.
 *
 * @param tenant whose mail it is
 * @param requestId the idempotency key, unique per tenant
 * @param stream {@code transactional}, {@code bulk} or one of the tenant's own
 * @param tags come back in every result
 * @param correlationId the same, or null
 * @param traceparent W3C trace context of the request, or null
 */
public record Labels(
        String tenant,
        String requestId,
        String stream,
        Map<String, String> tags,
        String correlationId,
        String traceparent) {

    public Labels {
        tags = Map.copyOf(tags);
    }
}
