package io.posthorn.audit;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.MailId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which mails are asked for, and how many. A criterion that is null asks nothing; all that are given must hold.
 *
 * @param tenant whose mails
 * @param recipient one of its recipients, in whatever case; together with {@code state}: that recipient's state
 * @param state the state that one of its deliveries has, by {@link DeliveryState#label()}, or {@value #REJECTED} for
 *     requests that were refused
 * @param requestId the idempotency key; finds refused requests too
 * @param template name of its template
 * @param stream its stream
 * @param correlationId its correlation id
 * @param id the mail itself
 * @param tags tags that it has, with these values
 * @param from its id was made then or later
 * @param to its id was made before
 * @param limit longest page, 1 to {@value #MAX_LIMIT}
 * @param upTo where the page begins: the first id not shown yet, as {@link Page#next()} told
 */
public record MailFilter(
        String tenant,
        String recipient,
        String state,
        String requestId,
        String template,
        String stream,
        String correlationId,
        MailId id,
        Map<String, String> tags,
        Instant from,
        Instant to,
        int limit,
        MailId upTo) {

    /** The state of a request that never became a mail. */
    public static final String REJECTED = "rejected";

    /** Longest page. */
    public static final int MAX_LIMIT = 200;

    /** What {@link #state} may be. */
    public static final Set<String> STATES = Stream.concat(
                    Arrays.stream(DeliveryState.values()).map(DeliveryState::label), Stream.of(REJECTED))
            .collect(Collectors.toUnmodifiableSet());

    /** The states of nearly all deliveries: no index singles them out. */
    static final Set<String> COMMON = Set.of(DeliveryState.ACCEPTED.label(), DeliveryState.RELAYED.label());

    public MailFilter {
        if (state != null && !STATES.contains(state)) {
            throw new IllegalArgumentException("not a state: " + state);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " mails");
        }
        tags = Map.copyOf(tags);
    }

    /** The same question, so many at a time, from that id on. */
    public MailFilter page(int size, MailId begin) {
        return new MailFilter(
                tenant, recipient, state, requestId, template, stream, correlationId, id, tags, from, to, size, begin);
    }

    /** Whether refused requests may be among the answers: they have neither recipients nor a template. */
    boolean reachesRefused() {
        return (REJECTED.equals(state) || (state == null && requestId != null))
                && recipient == null
                && template == null;
    }

    boolean reachesMails() {
        return !REJECTED.equals(state);
    }

    boolean asksDelivery() {
        return recipient != null || state != null;
    }

    boolean asksMail() {
        return tenant != null || stream != null || template != null || correlationId != null || !tags.isEmpty();
    }

    IdRange range() {
        IdRange range = IdRange.between(from, to);
        return upTo == null ? range : range.upTo(upTo.value());
    }
}
