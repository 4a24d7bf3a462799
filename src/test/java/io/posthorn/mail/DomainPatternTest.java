package io.posthorn.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainPatternTest {

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org, true",
        "Example.ORG, example.org, true",
        "example.org, a.example.org, false",
        "example.org, anexample.org, false",
        "*.example.org, a.example.org, true",
        "*.example.org, a.b.example.org, true",
        "*.example.org, example.org, false",
        "*.example.org, anexample.org, false",
        "*.example.org, .example.org, false",
        "localhost, localhost, true",
        "*.xn--bcher-kva.example, a.xn--bcher-kva.example, true",
    })
    void matches(String pattern, String domain, boolean matches) {
        assertThat(DomainPattern.parse(pattern).matches(domain)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                ".example.org",
                "a..b",
                "ex*mple.org",
                "*.*.org",
                "a@example.org",
                "bücher.example"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> DomainPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }
}
