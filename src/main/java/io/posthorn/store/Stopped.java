package io.posthorn.store;

/** The gateway is being stopped, and what was waited for did not come. Nothing was written. */
public final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Stopped() {
        super("The gateway is stopping", null, false, false);
    }
}
