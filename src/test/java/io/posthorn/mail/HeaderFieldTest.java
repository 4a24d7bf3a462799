package io.posthorn.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFieldTest {

    @ParameterizedTest
    @ValueSource(strings = {"X-Order", "x-a", "List-Unsubscribe", "REFERENCES", "In-Reply-To", "Feedback-ID"})
    void headersOfTheAllowListMayBeSet(String name) {
        assertThat(new HeaderField(name, "1").name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From",
                "Bcc",
                "Subject",
                "Message-ID",
                "Return-Path",
                "Received",
                "DKIM-Signature",
                "Content-Type",
                "X-",
                "List-",
                "X Order",
                "X-Order:",
                "X-Örder",
                "",
                "-X",
                "X-Order\r\nBcc",
                "MIME-Version"
            })
    void othersMayNot(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HeaderField(name, "1"));
    }

    @Test
    void onlyFreeHeadersKnowEncodedWords() {
        assertThat(new HeaderField("X-Shop", "Grüße").value()).isEqualTo("Grüße");
        assertThatIllegalArgumentException().isThrownBy(() -> new HeaderField("List-Id", "Grüße"));
    }

    @Test
    void aValueIsOneLine() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HeaderField("X-Order", "1\r\nBcc: eve@example.org"));
    }
}
