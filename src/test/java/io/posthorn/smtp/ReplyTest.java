package io.posthorn.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5.1.1 no such user | 5.1.1 | no such user",
                "4.07.001 slow down | 4.7.1 | slow down",
                "2.0.0 | 2.0.0 | ''",
                "no such user | '' | no such user",
                "5.1 no such user | '' | 5.1 no such user",
                "5.1.1.1 odd | '' | 5.1.1.1 odd",
                "3.1.1 odd | '' | 3.1.1 odd",
            })
    void theEnhancedCodeIsTakenFromTheFront(String text, String code, String rest) {
        Reply reply = Reply.of(550, text);

        assertThat(reply.enhancedCode().map(Object::toString).orElse("")).isEqualTo(code);
        assertThat(reply.text()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 199, 600, -1})
    void aCodeHasThreeDigits(int code) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Reply(code, Optional.empty(), ""));
    }

    @Test
    void whatThePeerWroteIsCutAndHoldsNoControls() {
        Reply reply = Reply.of(451, "a\r\nb\u001B[31m\uD800" + "x".repeat(5000));

        assertThat(reply.text()).hasSize(Reply.MAX_TEXT).startsWith("a??b?[31m?xxx");
    }

    @Test
    void theFirstDigitDecides() {
        assertThat(Reply.of(250, "").positive()).isTrue();
        assertThat(Reply.of(451, "").positive()).isFalse();
        assertThat(Reply.of(451, "").permanent()).isFalse();
        assertThat(Reply.of(550, "").permanent()).isTrue();
    }
}
