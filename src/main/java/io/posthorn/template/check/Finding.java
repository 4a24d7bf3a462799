package io.posthorn.template.check;

import java.util.Comparator;

/**
 * One thing that is wrong with a template set, told to the person who writes it.
 *
 * @param severity how bad it is
 * @param rule what kind of mistake, stable across versions, for programs
 * @param file path within the set
 * @param line counted from 1, or 0 for the file as a whole
 * @param problem what is wrong
 * @param mend what would be right; may be empty
 * @param diff what has changed, line by line; may be empty
 */
public record Finding(Severity severity, String rule, String file, int line, String problem, String mend, String diff)
        implements Comparable<Finding> {

    /** In the order of the files and lines. */
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparing(Finding::severity)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::problem)
            .thenComparing(Finding::mend);

    /** How bad a finding is. */
    public enum Severity {
        /** Mails would be wrong, or none would be made. */
        ERROR,
        /** Mails are made, and some who get them will not see what was meant. */
        WARNING
    }

    /** One that is told in a sentence. */
    public Finding(Severity severity, String rule, String file, int line, String problem, String mend) {
        this(severity, rule, file, line, problem, mend, "");
    }

    static Finding error(String rule, Place place, String problem, String mend) {
        return new Finding(Severity.ERROR, rule, place.file(), place.line(), problem, mend);
    }

    static Finding warning(String rule, Place place, String problem, String mend) {
        return new Finding(Severity.WARNING, rule, place.file(), place.line(), problem, mend);
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
