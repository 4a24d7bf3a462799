package io.posthorn.template;

import io.posthorn.mail.HeaderField;
import io.posthorn.mail.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a template says of itself: {@code template.yaml}.
 *
 * @param file its path within the set
 * @param from who writes, or empty for the set's
 * @param replyTo where answers go
 * @param stream the stream its mails belong to, or empty for the request's
 * @param owner who answers for it
 * @param defaultLocale what is used when no locale fits
 * @param locales all that it is written in
 * @param subjects the subject by locale, each a template too
 * @param headers values by name, each a template too
 * @param images names of image files in the template's folder
 * @param entries the document, for the lines of what is found later
 */
record TemplateManifest(
        String file,
        Optional<Mailbox> from,
        List<Mailbox> replyTo,
        Optional<String> stream,
        Optional<String> owner,
        String defaultLocale,
        List<String> locales,
        Map<String, String> subjects,
        Map<String, String> headers,
        List<String> images,
        Manifest entries) {

    static TemplateManifest parse(String file, String text) {
        Manifest manifest = Manifest.parse(file, text)
                .allow(
                        "description",
                        "owner",
                        "from",
                        "replyTo",
                        "stream",
                        "headers",
                        "images",
                        "defaultLocale",
                        "locales",
                        "subject");
        TemplateManifest template = new TemplateManifest(
                file,
                manifest.optionalText("from").map(from -> manifest.made("from", from, Mailbox::parse)),
                manifest.texts("replyTo").stream()
                        .map(mailbox -> manifest.made("replyTo", mailbox, Mailbox::parse))
                        .toList(),
                manifest.optionalText("stream"),
                manifest.optionalText("owner"),
                manifest.text("defaultLocale"),
                manifest.texts("locales"),
                manifest.textsByKey("subject"),
                manifest.textsByKey("headers"),
                manifest.texts("images"),
                manifest);
        template.checkLocales();
        return template;
    }

    private void checkLocales() {
        if (!locales.contains(defaultLocale)) {
            throw new BrokenTemplateException(
                    file, entries.line("defaultLocale"), "“locales” does not list the default locale " + defaultLocale);
        }
        for (String locale : locales) {
            if (!subjects.containsKey(locale)) {
                throw new BrokenTemplateException(file, entries.line("subject"), "no subject for locale " + locale);
            }
        }
        for (String locale : subjects.keySet()) {
            if (!locales.contains(locale)) {
                throw new BrokenTemplateException(
                        file, entries.section("subject").line(locale), "“locales” does not list " + locale);
            }
        }
    }

    /** The headers that are the same in every mail. */
    List<HeaderField> fixedHeaders() {
        List<HeaderField> fixed = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (!fromData(value)) {
                fixed.add(entries.section("headers").made(name, value, v -> new HeaderField(name, v)));
            }
        });
        return List.copyOf(fixed);
    }

    static boolean fromData(String headerValue) {
        return headerValue.indexOf('{') >= 0;
    }
}
