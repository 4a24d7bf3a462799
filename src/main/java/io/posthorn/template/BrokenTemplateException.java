package io.posthorn.template;

/** A template set that may not be used, told to the person who writes it. */
public final class BrokenTemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String problem;

    /**
     * @param file path within the set
     * @param line counted from 1, or 0 for the file as a whole
     * @param problem what is wrong and, after a semicolon, what would be right
     */
    BrokenTemplateException(String file, int line, String problem) {
        super(line > 0 ? file + ", line " + line + ": " + problem : file + ": " + problem);
        this.file = file;
        this.line = line;
        this.problem = problem;
    }

    /** Path within the set. */
    public String file() {
        return file;
    }

    /** Counted from 1, or 0 for the file as a whole. */
    public int line() {
        return line;
    }

    /** What is wrong and, after a semicolon, what would be right. */
    public String problem() {
        return problem;
    }
}
