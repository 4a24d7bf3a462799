package io.posthorn.testing.ledger;

import java.util.List;

/**
 * A request as its producer wrote it down.
 *
 * @param requestId its id; null if it is no request at all
 * @param recipients whom it names, each once
 * @param hold whether it asks to be held when in doubt
 * @param fate what is to become of it
 * @param topic where it was published
 * @param partition where exactly
 * @param offset where exactly, or {@link #UNKNOWN}: no acknowledgement came, so it may be there or not
 */
public record Published(
        String requestId, List<String> recipients, boolean hold, Fate fate, String topic, int partition, long offset) {

    /** Nobody acknowledged it. */
    public static final long UNKNOWN = -1;

    public Published {
        recipients = List.copyOf(recipients);
    }

    boolean acknowledged() {
        return offset != UNKNOWN;
    }
}
