package io.posthorn.audit;

import io.posthorn.mail.MailId;
import io.posthorn.mail.TemplateRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is on record about a mail, or about a request that was refused; never its content. What does not apply or is
 * not known is null.
 *
 * @param id its identity
 * @param state what all its deliveries have in common, {@value #MIXED} if they differ, or {@value MailFilter#REJECTED}
 * @param at when it was accepted or refused
 * @param origin where the request came from
 * @param resentFrom the mail that it says once more
 * @param lane which way it goes through the gateway
 * @param tenant whose mail it is
 * @param requestId the idempotency key
 * @param stream its stream
 * @param tags as they were given
 * @param correlationId as it was given
 * @param traceparent W3C trace context of the request
 * @param template the version it was made from
 * @param locale of the template
 * @param onDoubt what is done when nobody can know
 * @param expiresAt not to be delivered after
 * @param deliveries one for each recipient
 * @param timeline everything that happened, oldest first; on a page only why a request was refused
 */
public record MailView(
        MailId id,
        String state,
        Instant at,
        Origin origin,
        MailId resentFrom,
        String lane,
        String tenant,
        String requestId,
        String stream,
        Map<String, String> tags,
        String correlationId,
        String traceparent,
        TemplateRef template,
        String locale,
        String onDoubt,
        Instant expiresAt,
        List<DeliveryView> deliveries,
        List<EventView> timeline) {

    /** The state of a mail whose deliveries differ. */
    public static final String MIXED = "mixed";

    public MailView {
        tags = Map.copyOf(tags);
        deliveries = List.copyOf(deliveries);
        timeline = List.copyOf(timeline);
    }

    /** Whether it is a request that never became a mail. */
    public boolean rejected() {
        return MailFilter.REJECTED.equals(state);
    }
}
