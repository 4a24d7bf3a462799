package io.posthorn.mail;

import java.util.Map;

/** Where the content of a mail comes from. */
public sealed interface Body {

    /**
     * A template of the catalogue and the data to fill it.
     *
     * @param template name and version that were current when the mail was accepted
     * @param locale the locale that was chosen then, a BCP 47 tag
     * @param data the request's data: strings, numbers, booleans, lists and maps, as JSON knows them
     */
    record FromTemplate(TemplateRef template, String locale, Map<String, Object> data) implements Body {}

    /** Content that came ready-made with the request. */
    record ReadyMade(Content content) implements Body {}
}
