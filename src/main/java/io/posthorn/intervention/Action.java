package io.posthorn.intervention;

import io.posthorn.queue.Standing;
import java.util.Locale;

/** What an operator can do to a delivery. Doing it again changes nothing more. */
public enum Action {
    /** It is given up. */
    CANCEL,
    /** It is stopped until it is released. */
    HOLD,
    /** What is on hold, by an operator or because it is in doubt, is attempted at once. */
    RELEASE,
    /** What waits for its next attempt is attempted at once. */
    RETRY,
    /** What has ended is said once more, by a new mail. */
    RESEND;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Name in the API. */
    public String label() {
        return label;
    }

    /** The action of that {@link #label()}; an unknown one is an {@link IllegalArgumentException}. */
    public static Action ofLabel(String label) {
        for (Action action : values()) {
            if (action.label.equals(label)) {
                return action;
            }
        }
        throw new IllegalArgumentException("an action is one of cancel, hold, release, retry, resend");
    }

    /** What it means for a delivery that stands like that. */
    Ruling on(Standing delivery) {
        return switch (this) {
            case CANCEL -> Ruling.cancel(delivery);
            case HOLD -> Ruling.hold(delivery);
            case RELEASE -> Ruling.release(delivery);
            case RETRY -> Ruling.retry(delivery);
            case RESEND -> Ruling.resend(delivery);
        };
    }
}
