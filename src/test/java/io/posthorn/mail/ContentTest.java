package io.posthorn.mail;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContentTest {

    @Test
    void everyImageHasAContentIdOfItsOwn() {
        Attachment image = new Attachment("a.png", "image/png", new byte[1], "a.png");
        Attachment nameless = new Attachment("b.png", "image/png", new byte[1], null);

        assertThatThrownBy(() -> new Content("x", null, "x", List.of(image, image)))
                .hasMessageContaining("content id");
        assertThatThrownBy(() -> new Content("x", null, "x", List.of(nameless))).hasMessageContaining("content id");
    }

    @Test
    void aMailHasABody() {
        assertThatThrownBy(() -> new Content("x", null, null)).hasMessageContaining("text, html or both");
    }
}
