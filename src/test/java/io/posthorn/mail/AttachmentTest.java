package io.posthorn.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentTest {

    private static final byte[] CONTENT = {1, 2, 3};

    @ParameterizedTest
    @ValueSource(strings = {"invoice.pdf", "Rechnung März.pdf", "a", "no extension", "請求書.pdf"})
    void fileNamesOfAnyScriptAreAccepted(String name) {
        assertThat(new Attachment(name, "application/pdf", CONTENT, null).filename())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "../x",
                "C:\\x",
                "a/b",
                ".hidden",
                "x.pdf.",
                "a\r\nb",
                "a\u0000",
                "x\u202Efdp.exe",
                "x\u2066y"
            })
    void namesThatMislead(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Attachment(name, "text/plain", CONTENT, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain; charset=utf-8", "application/vnd.ms-excel", "image/svg+xml"})
    void mediaTypesAreTokens(String type) {
        assertThat(new Attachment("a", type, CONTENT, null).contentType()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "text/",
                "multipart/mixed",
                "MESSAGE/rfc822",
                "text/plain; name=\"x\"",
                "text/plain\r\nX: y",
                "text/plain; charset=utf-8; boundary=x",
                "a b/c",
                ""
            })
    void anythingElseIsNoMediaTypeHere(String type) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Attachment("a", type, CONTENT, null));
    }

    @Test
    void aContentIdHasNoBrackets() {
        assertThat(new Attachment("a", "image/png", CONTENT, "logo@shop.example").contentId())
                .isEqualTo("logo@shop.example");
        assertThatIllegalArgumentException().isThrownBy(() -> new Attachment("a", "image/png", CONTENT, "<logo>"));
    }

    @Test
    void itsTextHoldsNothingOfItsContentOrName() {
        assertThat(new Attachment("secret.pdf", "application/pdf", CONTENT, null).toString())
                .isEqualTo("Attachment[application/pdf, 3 octets]");
    }
}
