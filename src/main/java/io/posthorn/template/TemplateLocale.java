package io.posthorn.template;

import io.posthorn.template.markup.Inliner;
import io.quarkus.qute.Template;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * A template in one locale, parsed.
 *
 * @param tag the locale, a BCP 47 tag
 * @param format how it writes numbers, money and dates
 * @param messages short texts, by name
 * @param subject its subject
 * @param headers those headers whose values come from the data
 * @param text its plain text
 * @param html its HTML
 * @param inliner writes the styles of the HTML into its elements
 */
record TemplateLocale(
        String tag,
        LocaleFormat format,
        Messages messages,
        Template subject,
        Map<String, Template> headers,
        Optional<Template> text,
        Optional<Template> html,
        Inliner inliner) {

    boolean rightToLeft() {
        return format.direction().equals("rtl");
    }

    /** The message that goes with a number, and the number in it for {@code {n}}. */
    String plural(BigDecimal number, String name) {
        String message = messages.text(name + '.' + format.plurals().form(number));
        if (message == null) {
            message = messages.text(name + '.' + Plurals.OTHER);
        }
        if (message == null) {
            throw new IllegalArgumentException("the template set has no message " + name + '.' + Plurals.OTHER);
        }
        return message.replace("{n}", format.number(number));
    }
}
