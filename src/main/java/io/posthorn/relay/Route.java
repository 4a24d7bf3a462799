package io.posthorn.relay;

import io.posthorn.mail.Lane;
import io.posthorn.throttle.Gate;
import java.util.List;

/** The relays that a delivery may go by, in order of preference. */
public final class Route {

    private final List<Hop> hops;

    Route(List<Hop> hops) {
        this.hops = List.copyOf(hops);
    }

    /** Asks for leave for one attempt, by the first relay that is worth trying. */
    public Opening open(Lane lane) {
        return Passage.from(hops, lane);
    }

    /** The gate of the first relay that is not paused, before which others may wait already; else of the preferred one. */
    public Gate gate() {
        return hops.stream()
                .filter(hop -> !hop.paused())
                .findFirst()
                .orElse(hops.get(0))
                .gate();
    }

    List<String> relays() {
        return hops.stream().map(hop -> hop.relay().name()).toList();
    }
}
