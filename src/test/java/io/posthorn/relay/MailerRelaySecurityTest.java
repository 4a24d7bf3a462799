package io.posthorn.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.relay.RelayResult.Accepted;
import io.posthorn.relay.RelayResult.Unreachable;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.smtp.SinkOptions;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpScript.Action;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and passwords. */
class MailerRelaySecurityTest {

    private static SinkOptions withTls;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        SSLContext context = Certificate.make(directory, "sink.test").context();
        withTls = SinkOptions.PLAIN.withTls(context);
    }

    @Test
    void throughTlsTheBytesAreTheSame() throws Exception {
        try (RelayBed bed = bed(withTls, config -> config.setTrustAll(true))) {
            for (int i = 0; i < 5; i++) {
                assertThat(bed.attempt()).isInstanceOf(Accepted.class);
            }
            assertThat(bed.sink.violations()).isEmpty();
            assertThat(bed.sink.mails())
                    .hasSize(5)
                    .allSatisfy(mail -> assertThat(mail.raw()).isEqualTo(Mails.raw(Mails.aMessage())));
        }
    }

    @Test
    void aCertificateThatNobodyTrustsMakesTheRelayUnreachable() throws Exception {
        try (RelayBed bed = bed(withTls, config -> {})) {
            assertThat(bed.attempt()).isInstanceOf(Unreachable.class);
            assertThat(bed.sink.accepted()).isZero();
        }
    }

    @Test
    void withoutTheTlsThatIsRequiredNothingIsSent() throws Exception {
        try (RelayBed bed = bed(SinkOptions.PLAIN, config -> {})) {
            assertThat(bed.attempt()).isInstanceOf(Unreachable.class);
            assertThat(bed.sink.accepted()).isZero();
        }
    }

    @Test
    void aWrongPasswordRefusesNoMailAndIsNotTold() throws Exception {
        try (RelayBed bed = new RelayBed(
                RelayBed.LONG,
                SinkOptions.PLAIN.withAuth(),
                config -> config.setLogin(LoginOption.REQUIRED)
                        .setUsername("posthorn")
                        .setPassword("hunter2"))) {
            bed.sink.reply(SmtpScript.at(SmtpPhase.AUTH, Action.reply(535, "5.7.8 wrong")));
            assertThat(bed.attempt())
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            result -> assertThat(result.cause())
                                    .contains("535 5.7.8 wrong")
                                    .doesNotContain("hunter2"));
            bed.theNextMailsPass();
        }
    }

    private static RelayBed bed(SinkOptions options, Consumer<MailConfig> change) {
        return new RelayBed(
                RelayBed.LONG, options, change.andThen(config -> config.setStarttls(StartTLSOptions.REQUIRED)));
    }
}
