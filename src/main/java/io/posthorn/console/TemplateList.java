package io.posthorn.console;

import io.posthorn.template.LoadedSet;
import io.posthorn.template.TemplateProfile;
import io.posthorn.template.TemplateVersion;
import java.util.List;
import java.util.Map;

/** The set as a list of cards. */
record TemplateList(Chrome chrome, List<Card> cards) {

    /**
     * @param name of the template
     * @param description what it is for, or an empty string
     * @param owner who answers for it, or an empty string
     * @param locales what it is written in
     * @param samples how many there are
     * @param version shortened
     * @param query of its page and of its frame as a thumbnail
     */
    record Card(
            String name,
            String description,
            String owner,
            List<String> locales,
            int samples,
            String version,
            String query) {}

    static TemplateList of(Chrome chrome, LoadedSet set) {
        return new TemplateList(
                chrome,
                set.templates().values().stream()
                        .map(template -> card(set, template))
                        .toList());
    }

    private static Card card(LoadedSet set, TemplateVersion template) {
        TemplateProfile profile = template.profile();
        List<String> samples = set.samples(template.ref().name());
        Choice usual = Choice.of(Map.of(), samples, profile.locales(), template.defaultLocale());
        return new Card(
                template.ref().name(),
                profile.description().orElse(""),
                profile.owner().orElse(""),
                profile.locales(),
                samples.size(),
                Chrome.shortened(template.ref().version()),
                usual.query());
    }
}
