package io.posthorn.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTest {

    @ParameterizedTest
    @CsvSource({
        "1023, 1023 B, fine, 0",
        "92160, 90.0 KB, fine, 90",
        "92161, 90.0 KB, much, 90",
        "102400, 100.0 KB, much, 100",
        "102401, 100.0 KB, over, 100",
        "1000000, 976.6 KB, over, 120",
    })
    void htmlIsGradedByWhatMailProgramsCutOff(int octets, String text, String grade, int gauge) {
        Size size = new Size("HTML", octets, true);

        assertThat(size.text()).isEqualTo(text);
        assertThat(size.grade()).isEqualTo(grade);
        assertThat(size.gauge()).isEqualTo(gauge);
        assertThat(size.warning().isEmpty()).isEqualTo(grade.equals("fine"));
    }

    @Test
    void textIsCountedInOctetsAndMayBeLong() {
        assertThat(Size.of("Text", "ä".repeat(100_000)))
                .isEqualTo(new Size("Text", 200_000, false))
                .extracting(Size::grade)
                .isEqualTo("fine");
    }
}
