package io.posthorn.intervention;

/**
 * How many deliveries an action by filter would change now.
 *
 * @param deliveries the number; if the extent says so, there are more
 * @param extent whether that is all
 */
public record Count(int deliveries, Extent extent) {

    /** How far was counted. */
    public enum Extent {
        ALL,
        /** There are more than were asked for. */
        MORE,
        /** The filter has so many candidates that counting was given up. */
        UNKNOWN
    }
}
