package io.posthorn.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the load bench sends by default, read as the gateway reads it. */
class BenchTemplatesTest {

    private static final Path SET = Path.of("src/test/resources/bench-templates");

    @Test
    void theNoticeRendersFromItsSample() {
        TemplateVersion notice =
                new TemplateCatalog(Limits.directory(SET)).current("notice").orElseThrow();

        Rendering rendering = new MailRenderer(Limits.DEFAULTS)
                .render(notice, "en", Samples.read(SET.resolve("notice/samples/default.json")));

        assertThat(rendering).isInstanceOfSatisfying(Rendering.Rendered.class, rendered -> {
            assertThat(rendered.content().text()).contains("Ada Lovelace", "KB-20417", "€107.20");
            assertThat(rendered.content().html()).contains("Ada Lovelace", "KB-20417", "€107.20");
        });
    }
}
