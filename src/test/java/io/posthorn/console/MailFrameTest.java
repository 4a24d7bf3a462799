package io.posthorn.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Attachment;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailFrameTest {

    private static final String MAIL = "<html><head><style>@media (prefers-color-scheme: dark) and (min-width:1px)"
            + " {a{}} @media (Prefers-Color-Scheme:light) {b{}}</style></head><body>$1 \\</body></html>";
    private static final List<Attachment> IMAGES =
            List.of(new Attachment("logo.png", "image/png", new byte[] {1, 2, 3}, "logo.png"));

    @Test
    void theChosenSchemeAppliesWhateverTheBrowserPrefers() {
        assertThat(MailFrame.html(MAIL, List.of(), true))
                .contains("@media (min-width: 0) and (min-width:1px)", "@media (max-width: 0) {b{}}", "only dark")
                .endsWith("$1 \\</body></html>");
        assertThat(MailFrame.html(MAIL, List.of(), false))
                .contains("@media (max-width: 0) and (min-width:1px)", "@media (min-width: 0) {b{}}", "only light");
    }

    @Test
    void aMailWithoutAHeadIsShownToo() {
        assertThat(MailFrame.html("<p>x</p>", List.of(), true))
                .endsWith("<p>x</p>")
                .contains("only dark");
    }

    @Test
    void theImagesOfTheMailAreShownAndOthersLeftAsTheyAre() {
        String html =
                "<img src=\"cid:logo.png\"><td style='background:url(cid:logo.png)'><img src='cid:none.png'> cid:x";

        assertThat(MailFrame.html(html, IMAGES, false))
                .endsWith(
                        "<img src=\"data:image/png;base64,AQID\"><td style='background:url(data:image/png;base64,AQID)'>"
                                + "<img src='cid:none.png'> cid:x");
    }

    @Test
    void aFrameMayShowStylesAndImagesAndNothingElse() {
        assertThat(MailFrame.policy(true))
                .startsWith("sandbox allow-same-origin; default-src 'none'; img-src data: https:;")
                .doesNotContain("allow-scripts", "allow-popups", "allow-forms", "allow-top", "script-src");
        assertThat(MailFrame.policy(false)).contains("img-src 'none'").doesNotContain("https:");
    }
}
