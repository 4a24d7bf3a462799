package io.posthorn.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms that the packaged set describes for Arabic, and English as Unicode's CLDR has it. */
class PluralsTest {

    private static final Plurals ARABIC = new TemplateCatalog(Limits.DEFAULTS)
            .current("order-confirmation")
            .orElseThrow()
            .locales()
            .get("ar")
            .format()
            .plurals();

    @ParameterizedTest
    @CsvSource({
        "0, zero",
        "1, one",
        "2, two",
        "3, few",
        "10, few",
        "11, many",
        "99, many",
        "100, other",
        "102, other",
        "103, few",
        "111, many",
        "-2, two",
        "1.5, other"
    })
    void arabicHasSixForms(BigDecimal number, String form) {
        assertThat(ARABIC.form(number)).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void withoutRulesThereIsOneForm(BigDecimal number) {
        assertThat(Plurals.NONE.form(number)).isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource({"1, one x", "2, 2 x", "0, 0 x", "1.0, 1.0 x", "1.50, 1.50 x"})
    void oneIsOneOnlyWithoutDecimals(BigDecimal number, String said) {
        TemplateVersion note = new SmallSet()
                .replaced(
                        "posthorn.yaml",
                        "    decimal: \".\"\n",
                        "    decimal: \".\"\n    plurals: {one: \"i = 1 and v = 0\"}\n")
                .file("messages_en.properties", "bye = Bye\nxs.one = one x\nxs.other = {0} x\n")
                .file("messages_de.properties", "bye = Tschüss\nxs.other = {0} x\n")
                .note();

        assertThat(note.locales().get("en").plural(number, "xs").replace("{0}", number.toPlainString()))
                .isEqualTo(said);
    }
}
