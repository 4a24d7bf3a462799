package io.posthorn.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.posthorn.template.RefusedSet;
import io.posthorn.template.TemplateCatalog;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The set that is in force.
 *
 * @param revision a commit where one is known, else the hash of its files
 * @param loadedAt since when this instance uses it
 * @param refused why the set that would have followed it may not; null if there is none
 * @param templates by name
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record TemplatesAnswer(String revision, String loadedAt, Refused refused, List<TemplateAnswer> templates) {

    @RegisterForReflection
    record Refused(String reason, String since) {

        static Refused of(RefusedSet refused) {
            return new Refused(refused.reason(), Rfc3339.text(refused.since()));
        }
    }

    static TemplatesAnswer of(TemplateCatalog.State state) {
        return new TemplatesAnswer(
                state.set().revision(),
                Rfc3339.text(state.set().loadedAt()),
                state.refused().map(Refused::of).orElse(null),
                state.set().templates().values().stream()
                        .map(template -> TemplateAnswer.brief(state.set(), template))
                        .toList());
    }
}
