package io.posthorn.relay;

import io.posthorn.mail.Lane;
import io.posthorn.throttle.Ending;
import io.posthorn.throttle.Gate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Leave for one attempt by one relay, and by the ones after it for as long as nothing was sent: a relay that there was no
 * session with has certainly not taken the mail, so the next may be tried within the same attempt. Nothing else that a
 * relay does to a mail leads to the next.
 */
public final class Passage implements Opening {

    private final Lane lane;
    private final Hop.Leave leave;
    private final List<Hop> others;

    Passage(Lane lane, Hop.Leave leave, List<Hop> others) {
        this.lane = lane;
        this.leave = leave;
        this.others = others;
    }

    /** By the first that neither rests nor is paused. If there is none but there is a pause, its end is waited for. */
    static Opening from(List<Hop> hops, Lane lane) {
        Duration soonest = null;
        Busy shortest = null;
        for (int i = 0; i < hops.size(); i++) {
            Opening opening = hops.get(i).open(lane, hops.subList(i + 1, hops.size()));
            if (opening instanceof Closed closed) {
                soonest = soonest == null || closed.about().compareTo(soonest) < 0 ? closed.about() : soonest;
            } else if (opening instanceof Busy busy && hops.get(i).paused()) {
                boolean shorter = shortest == null
                        || busy.entry().nanos() < shortest.entry().nanos();
                shortest = shorter ? busy : shortest;
            } else {
                return opening;
            }
        }
        return shortest != null ? shortest : new Closed(hops.get(0).gate(), soonest);
    }

    /**
     * How an attempt ended.
     *
     * @param relay the last that was tried
     * @param result what came of it there
     */
    public record Arrival(Relay relay, RelayResult result) {

        /** What that says about the pace that the destination wants; what a relay wants for itself is not in it. */
        public Ending ending() {
            return relay.pretends() ? Ending.UNTOLD : Hop.paceOfDestination(result);
        }
    }

    /** The relay that is tried first. */
    public Relay relay() {
        return leave.hop().relay();
    }

    /** The gate of that relay. */
    public Gate gate() {
        return leave.hop().gate();
    }

    /** Makes the attempt. The stage always completes normally. */
    public CompletionStage<Arrival> attempt(Envelope envelope, MimeMessage message) {
        return leave.attempt(envelope, message).thenCompose(result -> {
            boolean goOn = result.withoutSession() && !others.isEmpty();
            return goOn && from(others, lane) instanceof Passage next
                    ? next.attempt(envelope, message)
                    : CompletableFuture.completedFuture(new Arrival(relay(), result));
        });
    }

    /** The attempt is not made after all. */
    public void withdraw() {
        leave.withdraw();
    }
}
