package io.posthorn.relay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The relays that a delivery may go by, in order of preference. */
public final class Route {

    private final List<Hop> hops;

    Route(List<Hop> hops) {
        this.hops = List.copyOf(hops);
    }

    /** Leave for one attempt, by the first relay that is worth trying; empty if none is at the moment. */
    public Optional<Passage> open() {
        return Passage.from(hops);
    }

    /** How long it is, about, until one is worth trying again. */
    public Duration closedFor() {
        return hops.stream()
                .map(hop -> hop.breaker().closedFor())
                .min(Duration::compareTo)
                .orElseThrow();
    }

    /** The relay that is preferred. */
    public Relay first() {
        return hops.get(0).relay();
    }

    List<String> relays() {
        return hops.stream().map(hop -> hop.relay().name()).toList();
    }
}
