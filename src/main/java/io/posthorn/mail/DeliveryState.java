package io.posthorn.mail;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The state machine of a delivery, one recipient of one mail. The state is the name of the last thing that
 * happened; whether and when there will be a next attempt is the queue's due time, not a state.
 */
public enum DeliveryState {
    /** Durable, not yet attempted. */
    ACCEPTED(false),
    /** Refused for now, or no answer; due again later. */
    DEFERRED(false),
    /** Stopped by an operator or a quota. */
    HELD(false),
    /** Let go by an operator: due at once. */
    RELEASED(false),
    /** The final dot may have been sent and no reply is on record. */
    IN_DOUBT(false),
    /** The next hop answered 2xx to the final dot. */
    RELAYED(true),
    /** A permanent refusal. */
    FAILED(true),
    /** Not delivered within its lifetime. */
    EXPIRED(true),
    /** The recipient is on the suppression list. */
    SUPPRESSED(true),
    /** Cancelled before it was sent. */
    CANCELLED(true);

    private static final Set<DeliveryState> OUTCOMES =
            EnumSet.of(DEFERRED, HELD, IN_DOUBT, RELAYED, FAILED, EXPIRED, SUPPRESSED, CANCELLED);

    private static final Map<DeliveryState, Set<DeliveryState>> NEXT = Map.of(
            ACCEPTED, OUTCOMES,
            DEFERRED, withRelease(OUTCOMES),
            RELEASED, OUTCOMES,
            IN_DOUBT, withRelease(OUTCOMES),
            HELD, EnumSet.of(RELEASED, CANCELLED, EXPIRED));

    private final boolean terminal;
    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    DeliveryState(boolean terminal) {
        this.terminal = terminal;
    }

    private static Set<DeliveryState> withRelease(Set<DeliveryState> outcomes) {
        Set<DeliveryState> states = EnumSet.copyOf(outcomes);
        states.add(RELEASED);
        return states;
    }

    /** Nothing can happen to the delivery any more. */
    public boolean terminal() {
        return terminal;
    }

    /** Whether this state may follow upon that one. */
    public boolean mayFollow(DeliveryState previous) {
        return NEXT.getOrDefault(previous, Set.of()).contains(this);
    }

    /** Name in events, in the API and in the database: {@code in-doubt}. */
    public String label() {
        return label;
    }

    /** The state of that {@link #label()}; an unknown one is an {@link IllegalArgumentException}. */
    public static DeliveryState ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
