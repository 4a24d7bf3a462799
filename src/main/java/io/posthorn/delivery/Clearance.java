package io.posthorn.delivery;

import io.posthorn.mail.EmailAddress;
import io.posthorn.relay.Passage;
import io.posthorn.throttle.Ending;
import io.posthorn.throttle.Entry;
import io.posthorn.throttle.Permit;

/** What comes of asking whether a delivery may be attempted now. */
sealed interface Clearance {

    /**
     * Not yet: its tenant, its destination or its relay has all that it may have, all its relays are left alone, or others
     * wait for one of these.
     *
     * @param entry who is to be asked again, and when
     */
    record Wait(Entry.Wait entry) implements Clearance {}

    /**
     * It may.
     *
     * @param tenant leave of its tenant, or null if that has no limits
     * @param destination leave of its destination
     * @param passage leave of a relay
     * @param to who gets it: the recipient, or somebody instead
     */
    record Granted(Permit tenant, Permit destination, Passage passage, EmailAddress to) implements Clearance {

        /** The pause that began since, or null. */
        Entry.Wait pause() {
            Entry.Wait pause = destination.gate().pause();
            return pause == null ? passage.gate().pause() : pause;
        }

        /** The attempt is over. */
        void end(Ending ending) {
            destination.end(ending);
            if (tenant != null) {
                tenant.end(Ending.UNTOLD);
            }
        }

        /** The attempt is not made. */
        void withdraw() {
            passage.withdraw();
            destination.withdraw();
            if (tenant != null) {
                tenant.withdraw();
            }
        }
    }
}
