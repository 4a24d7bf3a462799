package io.posthorn.delivery;

import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.Parking;
import io.posthorn.queue.Ticket;
import io.posthorn.store.Stopped;
import io.posthorn.threads.Halt;
import io.posthorn.throttle.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sorts the deliveries of one lane: those that may be attempted now, and those that must wait, in a line if there is a
 * place, else parked in the table. Nothing is on record yet: who waits is never in doubt.
 */
final class Clearing {

    private static final Logger LOG = Logger.getLogger(Clearing.class);

    /** When to ask again for a share of the slots, if no attempt there ends before. */
    private static final long SHARE = TimeUnit.MILLISECONDS.toNanos(50);

    /**
     * One that must wait.
     *
     * @param ticket with its mail
     * @param entry who is to be asked again, and when
     */
    record Refusal(Ticket ticket, Entry.Wait entry) {}

    private final Lane lane;
    private final Slots slots;
    private final WaitingLines lines;
    private final Parking parking;
    private final Messages messages;
    private final Clearances clearances;
    private final Attempts attempts;

    Clearing(
            Lane lane,
            Slots slots,
            WaitingLines lines,
            Parking parking,
            Messages messages,
            Clearances clearances,
            Attempts attempts) {
        this.lane = lane;
        this.slots = slots;
        this.lines = lines;
        this.parking = parking;
        this.messages = messages;
        this.clearances = clearances;
        this.attempts = attempts;
    }

    /**
     * Sorts them.
     *
     * @param waited those from the lines; they are asked first
     * @param fresh the others
     * @return what may be attempted
     */
    List<Departure> clear(List<Ticket> waited, List<Ticket> fresh) {
        List<Departure> going = new ArrayList<>(waited.size() + fresh.size());
        List<Refusal> again = new ArrayList<>();
        for (Ticket ticket : waited) {
            Entry.Wait wait = clear(ticket, true, going);
            if (wait != null) {
                again.add(new Refusal(ticket, wait));
            }
        }
        Map<Delivery, String> parked = rejoin(again);
        Map<MailId, Mail> loaded = messages.load(fresh);
        for (Ticket ticket : fresh) {
            Ticket complete = complete(ticket, loaded);
            Entry.Wait wait = clear(complete, false, going);
            if (wait != null && (wait.elsewhere() || !lines.join(complete, wait))) {
                parked.put(ticket.delivery(), wait.gate().key());
            }
        }
        park(parked);
        return going;
    }

    /**
     * Has those wait after all that were cleared and cannot go, in this order, before those who came later; for whom this
     * leaves no place is parked.
     */
    void putBack(List<Refusal> refusals) {
        Map<Delivery, String> parked = rejoin(refusals);
        parked.putAll(lines.removeSurplus());
        park(parked);
    }

    /** Has those wait on, in this order, before those who came later; what is to be had elsewhere only is the answer. */
    private Map<Delivery, String> rejoin(List<Refusal> refusals) {
        Map<Delivery, String> parked = new HashMap<>();
        // The last goes back to the head of its line first.
        for (int i = refusals.size() - 1; i >= 0; i--) {
            Refusal refusal = refusals.get(i);
            if (refusal.entry().elsewhere()) {
                parked.put(refusal.ticket().delivery(), refusal.entry().gate().key());
            } else {
                lines.rejoin(refusal.ticket(), refusal.entry());
            }
        }
        return parked;
    }

    /** Sets those aside in the table, each by the key of what it waits for. */
    void park(Map<Delivery, String> parked) {
        if (parked.isEmpty()) {
            return;
        }
        try {
            parking.park(lane, parked);
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException | Error e) {
            Halt.ifBroken(e);
            LOG.errorf(e, "%d deliveries of lane %s could not be parked", parked.size(), lane.label());
            parked.keySet().forEach(delivery -> attempts.putOff(delivery, null, "the gateway could not set it aside"));
        }
    }

    /** The wait for a share of the slots. */
    static Entry.Wait share(Clearance.Granted granted) {
        return new Entry.Wait(granted.destination().gate(), SHARE, false, false);
    }

    private static Ticket complete(Ticket ticket, Map<MailId, Mail> loaded) {
        return ticket.mail() != null
                ? ticket
                : new Ticket(
                        ticket.delivery(), loaded.get(ticket.delivery().key().mail()), null, ticket.since());
    }

    /** Adds it to those that go, or says what it has to wait for; null too if its fate is decided without an attempt. */
    private Entry.Wait clear(Ticket ticket, boolean waited, List<Departure> going) {
        Delivery delivery = ticket.delivery();
        try {
            if (attempts.expired(delivery)) {
                attempts.expire(delivery, ticket.mail());
                return null;
            }
            if (ticket.mail() == null) {
                attempts.putOff(delivery, null, "the gateway could not make the message: the mail cannot be read");
                return null;
            }
            Clearance clearance =
                    clearances.ask(lane, ticket.mail(), delivery.recipient(), gate -> !waited && lines.waitsFor(gate));
            if (clearance instanceof Clearance.Wait wait) {
                return wait.entry();
            }
            Clearance.Granted granted = (Clearance.Granted) clearance;
            Slots.Slot slot = slots.reserve(granted.destination().gate());
            if (slot == null) {
                granted.withdraw();
                return share(granted);
            }
            going.add(new Departure(ticket, granted, slots, slot));
            return null;
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException | Error e) {
            Halt.ifBroken(e);
            LOG.errorf(e, "Mail %s could not be cleared", delivery.key().mail());
            attempts.putOff(delivery, ticket.mail(), "the gateway could not find its way");
            return null;
        }
    }
}
