package io.posthorn.requests;

/** A record is no mail request. The message is for people, and quotes nothing of the record. */
final class UnreadableRecord extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    UnreadableRecord(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** What kind of fault, stable across versions. */
    String code() {
        return code;
    }
}
