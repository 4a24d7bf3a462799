package io.posthorn.delivery;

import io.posthorn.queue.Delivery;
import io.posthorn.queue.Ticket;

/**
 * A delivery that may be attempted now.
 *
 * @param ticket with its mail
 * @param clearance leave of all who have a say in it
 * @param slots of its lane
 * @param slot the one that was promised to it
 */
record Departure(Ticket ticket, Clearance.Granted clearance, Slots slots, Slots.Slot slot) {

    Delivery delivery() {
        return ticket.delivery();
    }

    /** The attempt is not made. */
    void withdraw() {
        clearance.withdraw();
        slots.release(slot);
    }
}
