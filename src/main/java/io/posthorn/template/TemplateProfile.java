package io.posthorn.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a template says of itself, as it was written.
 *
 * @param description what it is for
 * @param owner who answers for it
 * @param locales all that it is written in, BCP 47 tags
 * @param subjects by locale, each a template too
 * @param headers by name, each a template too
 * @param schema JSON Schema of its data
 */
public record TemplateProfile(
        Optional<String> description,
        Optional<String> owner,
        List<String> locales,
        Map<String, String> subjects,
        Map<String, String> headers,
        JsonNode schema) {

    static TemplateProfile of(TemplateManifest manifest, JsonNode schema) {
        return new TemplateProfile(
                manifest.entries().optionalText("description"),
                manifest.owner(),
                manifest.locales(),
                manifest.subjects(),
                manifest.headers(),
                schema);
    }
}
