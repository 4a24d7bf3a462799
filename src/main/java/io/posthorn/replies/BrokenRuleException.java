package io.posthorn.replies;

/** A file of rules that may not be used, told to the person who writes it. */
public final class BrokenRuleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param file its path
     * @param line counted from 1, or 0 for the file as a whole
     * @param message what is wrong and what would be right
     */
    BrokenRuleException(String file, int line, String message) {
        super(line > 0 ? file + ", line " + line + ": " + message : file + ": " + message);
    }
}
