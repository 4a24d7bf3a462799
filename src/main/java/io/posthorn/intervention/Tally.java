package io.posthorn.intervention;

/**
 * What came of an action by filter; durable.
 *
 * @param changed deliveries that the action took effect on
 * @param underWay deliveries that it was refused for, since their attempts may have begun
 */
public record Tally(int changed, int underWay) {

    Tally plus(Tally other) {
        return new Tally(changed + other.changed, underWay + other.underWay);
    }
}
