package io.posthorn.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

    @ParameterizedTest
    @CsvSource({"10/s, 10, PT1S", "600/m, 600, PT1M", "5000/h, 5000, PT1H", "1 / s, 1, PT1S"})
    void isANumberAndATime(String text, int attempts, Duration period) {
        assertThat(Rate.parse(text)).isEqualTo(new Rate(attempts, period));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10/d", "/s", "-1/s", "1.5/s", "10/s/s", "10 per s", "9999999999/s"})
    void anythingElseIsRefusedAndQuoted(String text) {
        assertThatThrownBy(() -> Rate.parse(text)).hasMessageContaining("\"" + text + "\" is no rate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/s", "0/h"})
    void nothingIsNoRate(String text) {
        assertThatThrownBy(() -> Rate.parse(text)).hasMessageContaining("at least 1");
    }
}
