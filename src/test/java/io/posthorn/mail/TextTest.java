package io.posthorn.mail;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    @ParameterizedTest
    @ValueSource(strings = {"Your order", "Grüße, 你好, שלום, 🫖", "嘊嘍", "a\u200Fb", "%0d%0a", "=?utf-8?q?x?="})
    void printableTextOfAnyScriptMayStandInAHeader(String text) {
        assertThatCode(() -> UnstructuredText.check(text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\rb",
                "a\nb",
                "a\r\nb",
                "a\u0000b",
                "a\tb",
                "a\u007Fb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\uD800b",
                "a\uDC00b",
                "a\uFFFEb",
                "a\uFDD0b",
                "a\u202Eb",
                "a\u001Bb"
            })
    void controlsSeparatorsAndBrokenTextMayNot(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnstructuredText.check(text))
                .withMessageContaining("position 1");
    }

    @Test
    void aBodyHasLinesAndTabs() {
        assertThatCode(() -> BodyText.check("one\ntwo\r\n\tthree\u2028four 🫖")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\r", "a\u0000", "a\u001B[0m", "a\u007F", "a\uD800", "a\uFFFF"})
    void aBodyHasNoOtherControls(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> BodyText.check(text));
    }
}
