package io.posthorn.intervention;

/**
 * The database does not answer, or not in time. Asking again is harmless: what was done after all is found done.
 */
public final class InterventionUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InterventionUnavailableException(Throwable cause) {
        super("nothing can be changed now", cause);
    }
}
