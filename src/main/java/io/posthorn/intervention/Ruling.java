package io.posthorn.intervention;

import io.posthorn.mail.DeliveryState;
import io.posthorn.queue.Intervention;
import io.posthorn.queue.Standing;
import io.posthorn.queue.Standing.Wait;

/** What an action means for one delivery as it stands. */
public sealed interface Ruling {

    /** Its state changes. */
    record Change(Intervention intervention) implements Ruling {}

    /** A new mail says it once more. */
    record Again() implements Ruling {}

    /**
     * It is as the action would have it; nothing is done.
     *
     * @param message for people: how it is
     */
    record Unchanged(String message) implements Ruling {}

    /**
     * The action is not for a delivery like that.
     *
     * @param code why, stable across versions
     * @param message for people: why, and what to do
     */
    record Refused(String code, String message) implements Ruling {

        /** Its attempt may have begun; what comes of it decides. */
        public static final String UNDER_WAY = "under-way";

        /** Nothing can happen to it any more. */
        public static final String ENDED = "ended";
    }

    /** Whether something is done about the delivery. */
    default boolean effective() {
        return this instanceof Change || this instanceof Again;
    }

    static Ruling cancel(Standing delivery) {
        if (delivery.state() == DeliveryState.CANCELLED) {
            return new Unchanged("it is cancelled already");
        }
        return stop(delivery, DeliveryState.CANCELLED);
    }

    static Ruling hold(Standing delivery) {
        return delivery.onHold() ? new Unchanged("it is on hold already") : stop(delivery, DeliveryState.HELD);
    }

    static Ruling release(Standing delivery) {
        if (delivery.state().terminal()) {
            return ended();
        }
        return delivery.onHold() ? due(delivery) : new Unchanged("it is not on hold");
    }

    static Ruling retry(Standing delivery) {
        if (delivery.state().terminal()) {
            return ended();
        }
        if (delivery.onHold()) {
            return new Refused("on-hold", "it is on hold: release it, or cancel it");
        }
        if (delivery.waitsFor() == Wait.SCHEDULE) {
            return new Refused("scheduled", "its mail is not to be sent before a time that its sender named");
        }
        if (delivery.waitsFor() == Wait.TURN || delivery.holder() != null) {
            return new Unchanged("it is due already");
        }
        return DeliveryState.RELEASED.mayFollow(delivery.state())
                ? due(delivery)
                : new Unchanged("no attempt has put it off: it is attempted at its time");
    }

    static Ruling resend(Standing delivery) {
        if (!delivery.state().terminal()) {
            return new Refused("not-ended", "it has not ended, and would be sent twice: retry it, or release it");
        }
        return delivery.resentAs() == null
                ? new Again()
                : new Unchanged("it was resent as " + delivery.resentAs() + "; resend that one to send it again");
    }

    private static Ruling stop(Standing delivery, DeliveryState state) {
        if (delivery.state().terminal()) {
            return ended();
        }
        if (delivery.underWay()) {
            return new Refused(Refused.UNDER_WAY, "its attempt may have begun and decides; ask again in a moment");
        }
        return new Change(new Intervention(delivery, state, false));
    }

    private static Ruling due(Standing delivery) {
        return new Change(new Intervention(delivery, DeliveryState.RELEASED, true));
    }

    private static Ruling ended() {
        return new Refused(Refused.ENDED, "it has ended; a resend would be a new mail");
    }
}
