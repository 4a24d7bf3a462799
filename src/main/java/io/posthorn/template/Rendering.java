package io.posthorn.template;

import io.posthorn.mail.Content;
import io.posthorn.mail.Fault;
import java.util.List;

/** What came of filling a template with data. */
public sealed interface Rendering {

    /**
     * It is done.
     *
     * @param content the mail's content, checked
     * @param locale the locale that was used, a BCP 47 tag
     */
    record Rendered(Content content, String locale) implements Rendering {}

    /** The data did not fit. At least one fault, pointers relative to the data. */
    record Refused(List<Fault> faults) implements Rendering {}
}
