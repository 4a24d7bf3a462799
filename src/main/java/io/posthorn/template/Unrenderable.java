package io.posthorn.template;

/** Ends a rendering: the data do not fit. Becomes a fault; never leaves the package. */
final class Unrenderable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Object value;

    /**
     * @param code of the fault
     * @param value the value of the data that is to blame, the very object, or null if that is not known
     * @param message what is wrong, without quoting the value
     */
    Unrenderable(String code, Object value, String message) {
        super(message, null, false, false);
        this.code = code;
        this.value = value;
    }

    String code() {
        return code;
    }

    Object value() {
        return value;
    }
}
