package io.posthorn.relay;

import io.posthorn.throttle.Entry;
import io.posthorn.throttle.Gate;
import java.time.Duration;

/** What comes of asking a {@link Route} for leave to make one attempt. */
public sealed interface Opening permits Passage, Opening.Busy, Opening.Closed {

    /**
     * The relay that is to be taken has all that it may have, or all that are worth trying are paused.
     *
     * @param entry who is to be asked again, and when
     */
    record Busy(Entry.Wait entry) implements Opening {}

    /**
     * No relay of the route is worth trying at the moment, and none is paused.
     *
     * @param gate of the relay that is preferred
     * @param about how long it is until one may be tried again
     */
    record Closed(Gate gate, Duration about) implements Opening {

        /** The wait for that before the gate, which says so if a relay answers before. */
        public Entry.Wait entry() {
            return new Entry.Wait(gate, about.toNanos(), false, false);
        }
    }
}
