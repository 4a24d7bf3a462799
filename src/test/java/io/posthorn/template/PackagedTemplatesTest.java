package io.posthorn.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The templates of this repository, as they are packaged. What is in them is for {@link SetCheckTest}. */
class PackagedTemplatesTest {

    private static final TemplateCatalog CATALOG = new TemplateCatalog(Limits.DEFAULTS);
    private static final MailRenderer RENDERER = new MailRenderer(Limits.DEFAULTS);

    @Test
    void samplesArePackagedAndGoldenFilesAreNot() {
        String newsletter = "mail-templates/newsletter";
        ClassLoader loader = getClass().getClassLoader();

        assertThat(PackagedSet.read().paths()).contains("newsletter/samples/default.json");
        assertThat(loader.getResource(newsletter + "/en.html")).isNotNull();
        assertThat(loader.getResource(newsletter + "/golden")).isNull();
    }

    @Test
    void aNewsletterCanBeUnsubscribedWithOneClick() {
        TemplateVersion newsletter = CATALOG.current("newsletter").orElseThrow();
        Map<String, Object> data = Samples.read("newsletter", "default");

        Rendering.Rendered rendered = (Rendering.Rendered) RENDERER.render(newsletter, "en", data);

        assertThat(newsletter.headers())
                .extracting(field -> field.name() + ": " + field.value())
                .contains("Precedence: bulk", "List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        assertThat(rendered.headers())
                .extracting(field -> field.name() + ": " + field.value())
                .containsExactly("List-Unsubscribe: <" + data.get("unsubscribe") + ">");
        assertThat(newsletter.stream()).contains("bulk");
    }
}
