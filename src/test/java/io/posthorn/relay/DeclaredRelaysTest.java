package io.posthorn.relay;

import static io.posthorn.relay.DeclaredRelaysBed.attempt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.posthorn.relay.RelayResult.Accepted;
import io.posthorn.relay.RelayResult.Unreachable;
import io.posthorn.testing.smtp.SinkOptions;
import io.posthorn.testing.smtp.SmtpSink;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.BaseTlsConfiguration;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredRelaysTest {

    private static Certificate localhost;
    private static Certificate elsewhere;

    private final DeclaredRelaysBed bed =
            new DeclaredRelaysBed().with("localhost", localhost.trust()).with("elsewhere", elsewhere.trust());

    @TempDir
    Path directory;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws Exception {
        localhost = Certificate.make(directory, "localhost");
        elsewhere = Certificate.make(directory, "relay.test");
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void eachRelayLeadsToItsOwnServer() throws Exception {
        try (SmtpSink one = SmtpSink.start(0);
                SmtpSink two = SmtpSink.start(0)) {
            Map<String, MailerRelay> relays = bed.relays(
                    "one.host=localhost",
                    "one.port=" + one.port(),
                    "one.tls=none",
                    "one.clear-text-allowed=true",
                    "two.host=127.0.0.1",
                    "two.port=" + two.port(),
                    "two.tls=opportunistic",
                    "two.clear-text-allowed=true");

            assertThat(attempt(relays.get("two"))).isInstanceOf(Accepted.class);

            assertThat(relays.keySet()).containsExactly("one", "two");
            assertThat(relays.get("two").name()).isEqualTo("two");
            assertThat(relays.get("two").host()).isEqualTo("127.0.0.1");
            assertThat(List.of(one.accepted(), two.accepted())).containsExactly(0L, 1L);
        }
    }

    @Test
    void aLoginGoesThroughTlsOnly() throws Exception {
        SinkOptions options = SinkOptions.PLAIN.withTls(localhost.context()).withAuth();
        try (SmtpSink sink = SmtpSink.start(0, options)) {
            MailerRelay relay = bed.relays(
                            "a.host=localhost",
                            "a.port=" + sink.port(),
                            "a.tls-configuration-name=localhost",
                            "a.username=ada",
                            "a.password=secret")
                    .get("a");

            assertThat(attempt(relay)).isInstanceOf(Accepted.class);

            assertThat(sink.logins()).containsExactly("ada:secret");
            assertThat(sink.violations()).isEmpty();
        }
    }

    @Test
    void tlsFromTheStartNeedsNoStarttls() throws Exception {
        try (SmtpSink sink = SmtpSink.start(0, SinkOptions.PLAIN.withImplicitTls(localhost.context()))) {
            MailerRelay relay = bed.relays(
                            "a.host=localhost",
                            "a.port=" + sink.port(),
                            "a.tls=implicit",
                            "a.tls-configuration-name=localhost")
                    .get("a");

            assertThat(attempt(relay)).isInstanceOf(Accepted.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"required", "implicit"})
    void aCertificateThatIsTrustedButOfAnotherHostIsRefused(String tls) throws Exception {
        SinkOptions options = tls.equals("implicit")
                ? SinkOptions.PLAIN.withImplicitTls(elsewhere.context())
                : SinkOptions.PLAIN.withTls(elsewhere.context());
        try (SmtpSink sink = SmtpSink.start(0, options)) {
            MailerRelay relay = bed.relays(
                            "a.host=localhost",
                            "a.port=" + sink.port(),
                            "a.tls=" + tls,
                            "a.tls-configuration-name=elsewhere")
                    .get("a");

            assertThat(attempt(relay))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            result -> assertThat(result.cause()).contains("localhost"));
            assertThat(sink.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"required", "implicit"})
    void withoutTlsNothingIsSent(String tls) throws Exception {
        try (SmtpSink sink = SmtpSink.start(0)) {
            MailerRelay relay = bed.relays(
                            "a.host=localhost",
                            "a.port=" + sink.port(),
                            "a.tls=" + tls,
                            "a.tls-configuration-name=localhost",
                            "a.timeout=11s")
                    .get("a");

            assertThat(attempt(relay)).isInstanceOf(Unreachable.class);
            assertThat(sink.accepted()).isZero();
        }
    }

    @Test
    void aNewPasswordInTheFileIsUsedByNewConnections() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "first\n");
        SinkOptions options = SinkOptions.PLAIN.withTls(localhost.context()).withAuth();
        try (SmtpSink sink = SmtpSink.start(0, options)) {
            MailerRelay relay = bed.relays(
                            "a.host=localhost",
                            "a.port=" + sink.port(),
                            "a.tls-configuration-name=localhost",
                            "a.username=ada",
                            "a.password-file=" + password)
                    .get("a");
            assertThat(attempt(relay)).isInstanceOf(Accepted.class);
            assertThat(attempt(relay)).isInstanceOf(Accepted.class);
            assertThat(sink.logins()).containsExactly("ada:first");

            Files.delete(password);
            Files.writeString(password, "second");

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(attempt(relay)).isInstanceOf(Accepted.class);
                assertThat(sink.logins()).containsExactly("ada:first", "ada:second");
            });
        }
    }

    @Test
    void newCertificatesAreUsedByNewConnections() throws Exception {
        AtomicReference<Certificate> file = new AtomicReference<>(elsewhere);
        bed.with("changing", new BaseTlsConfiguration() {
            @Override
            public TrustOptions getTrustStoreOptions() {
                return file.get().trust().getTrustStoreOptions();
            }
        });
        SinkOptions options = SinkOptions.PLAIN.withTls(localhost.context());
        try (SmtpSink sink = SmtpSink.start(0, options)) {
            MailerRelay relay = bed.relays(
                            "a.host=localhost", "a.port=" + sink.port(), "a.tls-configuration-name=changing")
                    .get("a");
            assertThat(attempt(relay)).isInstanceOf(Unreachable.class);
            file.set(localhost);
            relay.renewCertificates("another");
            assertThat(attempt(relay)).isInstanceOf(Unreachable.class);

            relay.renewCertificates("changing");

            assertThat(attempt(relay)).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void aPasswordThatCannotBeReadAnyMoreStaysWhatItWas() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "first\n");
        RelaysConfig.Server server = DeclaredRelaysBed.config(
                        "a.host=localhost", "a.username=ada", "a.password-file=" + password)
                .byName()
                .get("a");
        LoginSource login = new LoginSource("a", server);

        Files.delete(password);
        assertThat(login.reread()).isFalse();
        Files.writeString(password, "");
        assertThat(login.reread()).isFalse();

        assertThat(login.current()).contains(new Login("ada", "first"));
        assertThat(login.current().get().toString()).doesNotContain("first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.tls=none | posthorn.relays.a.tls=none lets mail go in the clear",
                "a.tls=opportunistic | posthorn.relays.a.clear-text-allowed=true",
                "a.tls=none a.clear-text-allowed=true a.username=u a.password=p | would go in the clear",
                "a.tls=opportunistic a.clear-text-allowed=true a.username=u a.password=p | would go in the clear",
                "a.username=u | has a user name and no password",
                "a.password=p | has a password and no username",
                "a.username=u a.password=p a.password-file=/tmp/p | posthorn.relays.a.password and .password-file",
                "a.username=u a.password-file=/does/not/exist | /does/not/exist cannot be read",
                "a.tls-configuration-name=x | there is no quarkus.tls.x",
                "a.port=0 | posthorn.relays.a.port must be 1 to 65535",
                "a.max-connections=0 | posthorn.relays.a.max-connections must be at least 1",
                "a.timeout=5s | posthorn.relays.a.timeout must be longer than connect-timeout",
                "default.host=h | default is the relay of quarkus.mailer",
                "discard.host=h | discard is the relay that throws mail away",
                "A_b.host=h | the name of a relay is lower-case letters",
            })
    void aConfigurationThatMakesNoSenseIsRefused(String settings, String message) {
        String[] all = ("a.host=localhost " + settings).split(" ");

        assertThatThrownBy(() -> bed.relays(all))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPasswordStandsInNoErrorMessage() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "hunter2\nhunter2\n");

        assertThatThrownBy(() -> bed.relays("a.host=localhost", "a.username=ada", "a.password-file=" + password))
                .hasMessageContaining("is more than one line")
                .hasMessageNotContaining("hunter2");
    }
}
