package io.posthorn.throttle;

/** Leave to make one attempt; ends with one of its methods, once. */
public final class Permit implements Entry {

    private final Gate gate;
    private final long since;

    Permit(Gate gate, long since) {
        this.gate = gate;
        this.since = since;
    }

    /** Whose leave it is. */
    public Gate gate() {
        return gate;
    }

    /** The attempt is over. */
    public void end(Ending ending) {
        gate.end(ending, since);
    }

    /** The attempt was not made. */
    public void withdraw() {
        gate.withdraw();
    }
}
