package io.posthorn.template;

import io.posthorn.template.check.Place;
import io.posthorn.template.check.Surroundings;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a version of a template finds in its set. */
record VersionSurroundings(TemplateVersion version, SetManifest manifest) implements Surroundings {

    @Override
    public Template parsed(String path) {
        try {
            return version.files().has(path) ? version.parsed(path) : null;
        } catch (BrokenTemplateException e) {
            return null; // complained of already
        }
    }

    @Override
    public Place place(TemplateNode.Origin origin) {
        return version.place(origin);
    }

    @Override
    public Set<String> currencies() {
        return manifest.currencies();
    }

    @Override
    public List<String> missingPlurals(String name) {
        Set<String> missing = new TreeSet<>();
        for (TemplateLocale locale : version.locales().values()) {
            for (String form : locale.format().plurals().forms()) {
                if (locale.messages().text(name + '.' + form) == null) {
                    missing.add(name + '.' + form + " for " + locale.tag());
                }
            }
        }
        return List.copyOf(missing);
    }

    @Override
    public int maxSteps() {
        return DefaultLimits.MAX_STEPS;
    }
}
