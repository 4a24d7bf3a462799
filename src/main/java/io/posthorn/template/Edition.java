package io.posthorn.template;

/**
 * The rules by which content is made of the files of a version. A change of this program that changes the content of any
 * mail is a new edition: versions name theirs, so that mails of earlier ones are still rebuilt as they were sent.
 */
enum Edition {
    /** HTML is sent as it is written, and there is a text only where one is written. */
    FIRST,
    /** Styles are written into the elements; where there is no text, it is made from the HTML. */
    SECOND;

    /** Where a version names its edition; one without such a file is of the first. */
    static final String FILE = "edition";

    /** That of new versions. */
    static final Edition CURRENT = SECOND;

    static Edition of(SourceFiles files) {
        if (!files.has(FILE)) {
            return FIRST;
        }
        for (Edition edition : values()) {
            if (edition.text().equals(files.text(FILE))) {
                return edition;
            }
        }
        throw new BrokenTemplateException(FILE, 1, "made by a later Posthorn than this one");
    }

    /** What the file says. */
    String text() {
        return ordinal() + 1 + "\n";
    }
}
