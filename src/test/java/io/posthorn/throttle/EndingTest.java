package io.posthorn.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.smtp.Reply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {

    @ParameterizedTest
    @CsvSource({
        "421, 4.3.2 closing, PUSHED_BACK",
        "421, too many connections, PUSHED_BACK",
        "450, 4.7.1 rate limit, PUSHED_BACK",
        "454, 4.7.0 Throttling failure: Maximum sending rate exceeded, PUSHED_BACK",
        "451, 4.7.1 Greylisted for 300 s, ANSWERED",
        "451, 4.7.1 graylisting in action, ANSWERED",
        "451, 4.7.1 grey listed, ANSWERED",
        "451, 4.3.0 try later, ANSWERED",
        "452, 4.2.2 full, ANSWERED",
        "550, 5.7.1 spam, ANSWERED",
        "250, 2.0.0 ok, ANSWERED",
    })
    void onlyWhatAsksAllMailToSlowDownDoesSo(int code, String text, Ending ending) {
        assertThat(Ending.of(Reply.of(code, text))).isEqualTo(ending);
    }
}
