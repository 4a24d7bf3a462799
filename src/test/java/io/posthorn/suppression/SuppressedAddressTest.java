package io.posthorn.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressedAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "ada@example.org | ada@example.org",
                "Ada.Lovelace@EXAMPLE.org | ada.lovelace@example.org",
                "ada+shop@example.org | ada+shop@example.org",
                "\"Ada\"@example.org | ada@example.org",
                "\"a\\d\\a\"@example.org | ada@example.org",
                "\"a b\"@example.org | \"a b\"@example.org",
                "\"a\\ b\"@example.org | \"a b\"@example.org",
                "\"a\\\"b\"@example.org | \"a\\\"b\"@example.org",
                "\"a\\\\b\"@example.org | \"a\\\\b\"@example.org",
                "\"a..b\"@example.org | \"a..b\"@example.org",
                "\"\"@example.org | \"\"@example.org",
                "\"a@b\"@example.org | \"a@b\"@example.org",
            })
    void whatIsTheSameMailboxIsTheSameAddress(String written, String compared) {
        assertThat(SuppressedAddress.of(new EmailAddress(written)).value()).isEqualTo(compared);
    }

    @Test
    void aDomainStandsForAllItsAddresses() {
        SuppressedAddress domain = SuppressedAddress.domainOf(new EmailAddress("\"a@b\"@Example.ORG"));

        assertThat(domain.value()).isEqualTo("@example.org");
        assertThat(domain.isDomain()).isTrue();
        assertThat(SuppressedAddress.of(new EmailAddress("\"@x\"@example.org")).isDomain())
                .isFalse();
    }
}
