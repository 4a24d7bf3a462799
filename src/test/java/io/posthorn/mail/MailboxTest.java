package io.posthorn.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "ada@example.org | ada@example.org | -",
                "<ada@example.org> | ada@example.org | -",
                "Ada Lovelace <ada@example.org> | ada@example.org | Ada Lovelace",
                "\"Lovelace, Ada\" <ada@example.org> | ada@example.org | Lovelace, Ada",
                "Ægir Þórsson <ae@example.org> | ae@example.org | Ægir Þórsson",
            })
    void theUsualFormsAreRead(String text, String address, String name) {
        assertThat(Mailbox.parse(text)).isEqualTo(new Mailbox(new EmailAddress(address), name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada <ada@example.org> <eve@example.org>",
                "Ada \"Countess\" Lovelace <ada@example.org>",
                "ada@example.org>",
                "Ada <ada@example.org",
                "Ada <ada@example.org>, Eve <eve@example.org>",
                "Ada\r\nBcc: eve@example.org <ada@example.org>",
                "A\u202Eda <ada@example.org>",
                "A\\ <ada@example.org>",
                "Ada\r\n <ada@example.org>",
                "\nAda <ada@example.org>",
                "\u2028<ada@example.org>",
                "\t<ada@example.org>",
            })
    void whatCouldBeReadInTwoWaysIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Mailbox.parse(text));
    }

    @Test
    void aNameGivenOnItsOwnMayHoldQuotesAndBrackets() {
        Mailbox mailbox = new Mailbox(new EmailAddress("ada@example.org"), "Ada \"<Countess>\" \\ Lovelace");

        assertThat(mailbox.name()).isEqualTo("Ada \"<Countess>\" \\ Lovelace");
    }

    @Test
    void aBlankNameIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mailbox(new EmailAddress("ada@example.org"), " "));
    }
}
