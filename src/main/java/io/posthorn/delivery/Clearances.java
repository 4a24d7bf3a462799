package io.posthorn.delivery;

import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.relay.Opening;
import io.posthorn.relay.Passage;
import io.posthorn.relay.Relays;
import io.posthorn.relay.Route;
import io.posthorn.relay.Way;
import io.posthorn.throttle.Entry;
import io.posthorn.throttle.Gate;
import io.posthorn.throttle.Permit;
import io.posthorn.throttle.Throttle;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Predicate;

/** Asks all who have a say in it whether a delivery may be attempted now: its tenant, its destination, its relays. */
@ApplicationScoped
class Clearances {

    private final Relays relays;
    private final Throttle throttle;

    Clearances(Relays relays, Throttle throttle) {
        this.relays = relays;
        this.throttle = throttle;
    }

    /**
     * Takes leave of everybody, or of nobody.
     *
     * @param crowded whether others wait before a gate whose turn is before this one's
     */
    Clearance ask(Lane lane, Mail mail, EmailAddress recipient, Predicate<Gate> crowded) {
        Gate tenant = throttle.tenant(mail.labels().tenant()).orElse(null);
        Way way = relays.way(mail, recipient);
        Gate destination = throttle.destination(way.to().domain());
        Route route = way.route();
        for (Gate gate : new Gate[] {tenant, destination, route.gate()}) {
            if (gate != null && crowded.test(gate)) {
                return new Clearance.Wait(new Entry.Wait(gate, 0, false, false));
            }
        }
        Permit ofTenant = null;
        if (tenant != null) {
            Entry entry = tenant.enter(lane);
            if (entry instanceof Entry.Wait wait) {
                return new Clearance.Wait(wait);
            }
            ofTenant = (Permit) entry;
        }
        Entry entry = destination.enter(lane);
        if (entry instanceof Entry.Wait wait) {
            withdraw(ofTenant);
            return new Clearance.Wait(wait);
        }
        Opening opening = route.open(lane);
        if (opening instanceof Passage passage) {
            return new Clearance.Granted(ofTenant, (Permit) entry, passage, way.to());
        }
        withdraw((Permit) entry);
        withdraw(ofTenant);
        return new Clearance.Wait(
                opening instanceof Opening.Busy busy ? busy.entry() : ((Opening.Closed) opening).entry());
    }

    private static void withdraw(Permit permit) {
        if (permit != null) {
            permit.withdraw();
        }
    }
}
