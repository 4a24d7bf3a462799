package io.posthorn.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.mail.EmailAddress;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagingTest {

    private static final EmailAddress ADA = new EmailAddress("ada@example.org");
    private static final EmailAddress QA = new EmailAddress("qa@staging.example");
    private static final EmailAddress SIMULATED = new EmailAddress("accept@simulator.invalid");

    @Test
    void unlessSomethingIsSetMailGoesToItsRecipients() {
        Staging staging = Stagings.live();
        assertThat(staging.towards(ADA)).isEqualTo(ADA);
        assertThat(staging.withholds(ADA)).isFalse();
        assertThat(staging.reaches(ADA)).isTrue();
        assertThat(staging.reaches(SIMULATED)).isFalse();
    }

    @Test
    void allMailIsRedirectedButThatToTheSimulator() {
        Staging staging = Stagings.with("mode=redirect", "redirect-to=qa@staging.example");
        assertThat(staging.towards(ADA)).isEqualTo(QA);
        assertThat(staging.reaches(ADA)).isFalse();
        assertThat(staging.withholds(ADA)).isFalse();
        assertThat(staging.towards(SIMULATED)).isEqualTo(SIMULATED);
    }

    @Test
    void onADryRunNothingIsSent() {
        Staging staging = Stagings.with("mode=dry-run");
        assertThat(staging.withholds(ADA)).isTrue();
        assertThat(staging.reaches(ADA)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, true",
        "ADA@Example.ORG, true",
        "bob@example.org, false",
        "bob@corp.example, true",
        "bob@sub.corp.example, false",
        "bob@sub.test.example, true",
        "bob@test.example, false",
    })
    void whoIsAllowedGetsMailInAnyMode(String recipient, boolean allowed) {
        String list = "allowed=ada@example.org,corp.example,*.test.example";
        EmailAddress address = new EmailAddress(recipient);

        assertThat(Stagings.with("mode=dry-run", list).withholds(address)).isNotEqualTo(allowed);
        Staging redirecting = Stagings.with("mode=redirect", "redirect-to=qa@staging.example", list);
        assertThat(redirecting.towards(address).equals(address)).isEqualTo(allowed);
        assertThat(redirecting.reaches(address)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode=redirect | needs an address in posthorn.staging.redirect-to",
                "redirect-to=qa@staging.example | nothing is redirected unless posthorn.staging.mode=redirect",
                "mode=dry-run redirect-to=qa@staging.example | nothing is redirected unless",
                "allowed=example.org | with posthorn.staging.mode=live all mail goes to its recipients",
                "mode=redirect redirect-to=qa | posthorn.staging.redirect-to: an address has the form",
                "mode=redirect redirect-to=accept@simulator.invalid | posthorn.staging.redirect-to: nobody reads",
                "mode=dry-run allowed=a..b | posthorn.staging.allowed: \"a..b\" is neither",
                "mode=dry-run allowed=@example.org | posthorn.staging.allowed: the part before the @",
            })
    void settingsThatContradictEachOtherAreRefused(String settings, String message) {
        assertThatThrownBy(() -> Stagings.with(settings.split(" ")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aModeThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> Stagings.with("mode=off")).hasMessageContaining("posthorn.staging.mode");
    }
}
