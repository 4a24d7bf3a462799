package io.posthorn.results;

import java.util.UUID;

/** W3C Trace Context, level 1: continues a request's trace in what is published about it. */
final class TraceContext {

    private static final int TRACE_ID_END = 35;
    private static final int FLAGS = 52;

    private TraceContext() {}

    /**
     * The same trace, with a span of its own that derives from the event, so that a repetition carries the same.
     *
     * @param parent a valid {@code traceparent} of version 00
     */
    static String next(String parent, UUID event) {
        long span = event.getLeastSignificantBits() ^ event.getMostSignificantBits();
        return parent.substring(0, TRACE_ID_END) + "-%016x".formatted(span == 0 ? 1 : span) + parent.substring(FLAGS);
    }
}
