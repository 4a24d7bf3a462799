package io.posthorn.template;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The templates that mail can be made with now. Read and checked once, at start; a broken set fails the start with a
 * {@link BrokenTemplateException} that names file and line.
 */
@Startup
@ApplicationScoped
public class TemplateCatalog {

    private static final String PACKAGED = "mail-templates";

    private final Map<String, TemplateVersion> templates;

    TemplateCatalog(TemplateConfig config) {
        templates = TemplateSet.read(
                config.directory().map(TemplateSet::folder).orElseGet(() -> TemplateSet.classPath(PACKAGED)));
    }

    /** The template of that name as it is now, or empty if there is none. */
    public Optional<TemplateVersion> current(String name) {
        return Optional.ofNullable(templates.get(name));
    }

    /** The names of all templates. */
    public Set<String> names() {
        return templates.keySet();
    }
}
