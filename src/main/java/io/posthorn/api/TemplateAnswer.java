package io.posthorn.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.mail.Mailbox;
import io.posthorn.template.LoadedSet;
import io.posthorn.template.TemplateProfile;
import io.posthorn.template.TemplateVersion;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/** A template as JSON shows it: in a list without what its author wrote at length. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record TemplateAnswer(
        String name,
        String version,
        String description,
        String owner,
        String stream,
        String defaultLocale,
        List<String> locales,
        List<String> samples,
        String from,
        List<String> replyTo,
        Map<String, String> subject,
        Map<String, String> headers,
        JsonNode schema) {

    /** As one of a list. */
    static TemplateAnswer brief(LoadedSet set, TemplateVersion template) {
        return of(set, template, false);
    }

    /** With everything. */
    static TemplateAnswer whole(LoadedSet set, TemplateVersion template) {
        return of(set, template, true);
    }

    private static TemplateAnswer of(LoadedSet set, TemplateVersion template, boolean whole) {
        TemplateProfile profile = template.profile();
        String name = template.ref().name();
        return new TemplateAnswer(
                name,
                template.ref().version(),
                profile.description().orElse(null),
                profile.owner().orElse(null),
                template.stream().orElse(null),
                template.defaultLocale(),
                profile.locales(),
                set.samples(name),
                whole ? template.from().map(Mailbox::text).orElse(null) : null,
                whole ? template.replyTo().stream().map(Mailbox::text).toList() : null,
                whole ? profile.subjects() : null,
                whole ? profile.headers() : null,
                whole ? profile.schema() : null);
    }
}
