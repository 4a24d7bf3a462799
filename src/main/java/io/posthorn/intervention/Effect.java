package io.posthorn.intervention;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.MailId;
import io.posthorn.queue.Standing;

/**
 * What came of an action for one delivery; durable.
 *
 * @param delivery as it was found
 * @param ruling what was decided about it
 * @param state what it is now
 * @param resentAs the mail that says it once more, or null
 */
public record Effect(Standing delivery, Ruling ruling, DeliveryState state, MailId resentAs) {

    static Effect of(Standing delivery, Ruling ruling) {
        DeliveryState state =
                ruling instanceof Ruling.Change change ? change.intervention().state() : delivery.state();
        return new Effect(delivery, ruling, state, delivery.resentAs());
    }

    Effect resentAs(MailId mail) {
        return new Effect(delivery, ruling, state, mail);
    }
}
