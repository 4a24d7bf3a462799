package io.posthorn.store;

/** The database refused a statement for a reason that does not pass: a defect, of the data or of ours. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
