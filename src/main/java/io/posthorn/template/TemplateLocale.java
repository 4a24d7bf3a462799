package io.posthorn.template;

import io.quarkus.qute.Template;
import java.util.Map;
import java.util.Optional;

/**
 * A template in one locale, parsed.
 *
 * @param tag the locale, a BCP 47 tag
 * @param format how it writes numbers, money and dates
 * @param messages short texts of layouts and partials, by name
 * @param subject its subject
 * @param headers those headers whose values come from the data
 * @param text its plain text
 * @param html its HTML
 */
record TemplateLocale(
        String tag,
        LocaleFormat format,
        Map<String, String> messages,
        Template subject,
        Map<String, Template> headers,
        Optional<Template> text,
        Optional<Template> html) {}
