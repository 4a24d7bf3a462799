package io.posthorn.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages, checked when Posthorn is built. */
@CheckedTemplate(basePath = "console")
final class Pages {

    private Pages() {}

    static native TemplateInstance templates(TemplateList page);

    static native TemplateInstance template(TemplatePage page);

    static native TemplateInstance missing(Chrome chrome, String name);

    static native TemplateInstance sent(SendResult result);
}
