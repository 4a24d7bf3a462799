package io.posthorn.template;

import io.posthorn.mail.Content;
import io.posthorn.mail.Fault;
import io.posthorn.mail.HeaderField;
import java.util.List;

/** What came of filling a template with data. */
public sealed interface Rendering {

    /**
     * It is done.
     *
     * @param content the mail's content, checked
     * @param locale the locale that was used, a BCP 47 tag
     * @param headers those of the template's headers whose values come from the data; the fixed ones are
     *     {@link TemplateVersion#headers()}
     */
    record Rendered(Content content, String locale, List<HeaderField> headers) implements Rendering {

        public Rendered {
            headers = List.copyOf(headers);
        }
    }

    /** The data did not fit. At least one fault, pointers relative to the data. */
    record Refused(List<Fault> faults) implements Rendering {}
}
