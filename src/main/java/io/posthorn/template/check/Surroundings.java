package io.posthorn.template.check;

import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateNode;
import java.util.List;
import java.util.Set;

/** What a template finds in its set. */
public interface Surroundings {

    /** That file, parsed, or null if it cannot be. */
    Template parsed(String path);

    /** Where a node of a template of this set stands. */
    Place place(TemplateNode.Origin origin);

    /** Codes of the currencies that are described. */
    Set<String> currencies();

    /** Full names of the messages that some locale lacks of those that its plural forms need. */
    List<String> missingPlurals(String name);

    /** Most turns of loops and includes that one mail may take. */
    int maxSteps();
}
