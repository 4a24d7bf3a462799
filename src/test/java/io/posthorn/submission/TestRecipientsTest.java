package io.posthorn.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.mail.EmailAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestRecipientsTest {

    private static final TestRecipients LIST = TestRecipients.of(List.of(" Ada@Example.org", "@designers.example", ""));

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.org", "ADA@example.ORG", "bob@designers.example", "bob@DESIGNERS.example"})
    void whoIsOnTheListMayGetTests(String address) {
        assertThat(LIST.allow(new EmailAddress(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@example.org",
                "ada@mail.example.org",
                "bob@evil.designers.example",
                "bob@evildesigners.example",
                "bob@designers.example.org",
                "\"x@designers.example\"@evil.example"
            })
    void nobodyElseMay(String address) {
        assertThat(LIST.allow(new EmailAddress(address))).isFalse();
    }

    @Test
    void anEmptyListIsNobody() {
        assertThat(TestRecipients.of(List.of()).allow(new EmailAddress("ada@example.org")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "@", "*@example.org@", "Ada <ada@example.org>"})
    void anEntryThatIsNeitherAddressNorDomainIsRefused(String entry) {
        assertThatThrownBy(() -> TestRecipients.of(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("posthorn.test-send.recipients: " + entry + " is neither");
    }
}
