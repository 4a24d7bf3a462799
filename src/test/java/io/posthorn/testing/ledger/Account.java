package io.posthorn.testing.ledger;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the ledgers say about one accepted mail. */
final class Account {

    static final Set<String> ENDS = Set.of("relayed", "failed", "expired", "suppressed", "cancelled");

    final String requestId;
    final Map<String, Line> lines = new HashMap<>(2);
    private Long fingerprint;

    Account(String requestId) {
        this.requestId = requestId;
    }

    /** One recipient. */
    static final class Line {
        final BitSet sequences = new BitSet(4);
        int events;
        int lastSequence;
        String lastState = "accepted";
        int lastEnd;
        int ends;
        int relayed;
        int doubts;
        int taken;
        String state;
    }

    Line line(String recipient) {
        return lines.computeIfAbsent(recipient, key -> new Line());
    }

    void happened(String recipient, String state, int sequence) {
        Line line = line(recipient);
        line.events++;
        line.sequences.set(sequence);
        if (sequence >= line.lastSequence) {
            line.lastSequence = sequence;
            line.lastState = state;
        }
        if (ENDS.contains(state)) {
            line.ends++;
            line.lastEnd = Math.max(line.lastEnd, sequence);
        }
        line.relayed += state.equals("relayed") ? 1 : 0;
        line.doubts += state.equals("in-doubt") ? 1 : 0;
    }

    /** Whether these are the bytes that were seen before, if any were. */
    boolean sameBytes(long other) {
        if (fingerprint == null) {
            fingerprint = other;
        }
        return fingerprint == other;
    }
}
