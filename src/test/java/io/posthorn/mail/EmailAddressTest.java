package io.posthorn.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "a@b",
                "ada.lovelace+tea@mail.example.co.uk",
                "!#$%&'*+-/=?^_`{|}~@example.org",
                "\"ada lovelace\"@example.org",
                "\"a\\\"b\\\\c@d\"@example.org",
                "\"\"@example.org",
                "ada@xn--bcher-kva.example",
                "1@2.example",
                "ada@EXAMPLE.ORG",
                "ada@a-b.example",
            })
    void whatRfc5321PermitsIsAccepted(String address) {
        assertThat(new EmailAddress(address).value()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ada",
                "@example.org",
                "ada@",
                ".ada@example.org",
                "ada.@example.org",
                "a..b@example.org",
                "ada lovelace@example.org",
                "ada@example.org ",
                " ada@example.org",
                "ada@-example.org",
                "ada@example-.org",
                "ada@example..org",
                "ada@example.org.",
                "ada@[192.0.2.1]",
                "ada@exa_mple.org",
                "ada@b> SIZE=1",
                "ada@example.org\r\nRCPT TO:<eve@example.org>",
                "ada\n@example.org",
                "\"ada\r\n\"@example.org",
                "\"ada\u0000\"@example.org",
                "\"ada\"lovelace\"@example.org",
                "<ada@example.org>",
                "ädä@example.org",
                "ada@bücher.example",
                "ada@example.org\u0085",
                "ada@example.org\n",
            })
    void everythingElseIsRefused(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> new EmailAddress(address));
    }

    @Test
    void theLimitsOfRfc5321AreThoseOfTheLocalPartAndThePath() {
        String local = "a".repeat(64);
        String label = "b".repeat(63);
        String longest = local + "@" + label + "." + label + "." + "c".repeat(254 - 64 - 1 - 128);

        assertThat(new EmailAddress(longest).value()).hasSize(254);
        assertThatIllegalArgumentException().isThrownBy(() -> new EmailAddress("a" + longest));
        assertThatIllegalArgumentException().isThrownBy(() -> new EmailAddress("a".repeat(65) + "@example.org"));
        assertThatIllegalArgumentException().isThrownBy(() -> new EmailAddress("a@" + "b".repeat(64)));
    }

    @Test
    void theLastAtSeparates() {
        EmailAddress address = new EmailAddress("\"a@b\"@Example.ORG");

        assertThat(address.localPart()).isEqualTo("\"a@b\"");
        assertThat(address.domain()).isEqualTo("example.org");
    }
}
