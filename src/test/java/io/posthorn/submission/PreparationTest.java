package io.posthorn.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Attachment;
import io.posthorn.mail.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparationTest {

    @Test
    void anAttachmentMayNotTakeThePlaceOfAnImageOfTheTemplate() {
        List<Attachment> images = List.of(named("logo.png"));

        assertThat(Preparation.clashes(List.of(named("photo.png"), named("logo.png"), named(null)), images))
                .extracting(Fault::pointer)
                .containsExactly("/attachments/1/contentId");
    }

    private static Attachment named(String contentId) {
        return new Attachment("a.png", "image/png", new byte[1], contentId);
    }
}
