package io.posthorn.relay;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.MailerSupport;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Clients as {@code quarkus.mailer.*} describes them: it is the Quarkus mailer itself that reads its configuration and
 * makes them. Only what it does per mail is left out, since it writes headers of its own ({@code Cc:} with nothing in
 * it, for one) and would not send the message that was composed.
 */
@Singleton
class QuarkusMailClients implements MailClients {

    private final Vertx vertx;
    private final MailersRuntimeConfig config;
    private final TlsConfigurationRegistry tls;

    QuarkusMailClients(Vertx vertx, MailersRuntimeConfig config, TlsConfigurationRegistry tls) {
        this.vertx = vertx;
        this.config = config;
        this.tls = tls;
        MailerRuntimeConfig mailer = config.mailers().get(Mailers.DEFAULT_MAILER_NAME);
        if (mailer.mock().orElse(false)) {
            throw new ConfigurationException("quarkus.mailer.mock is not supported, since a mail that went into a mock"
                    + " would be recorded as relayed; set posthorn.relay.transport=discard if that is what you want");
        }
        if (mailer.approvedRecipients().filter(list -> !list.isEmpty()).isPresent()) {
            throw new ConfigurationException("quarkus.mailer.approved-recipients is not supported, since a mail that"
                    + " was filtered out would be recorded as relayed; remove it");
        }
        mailer.tlsConfigurationName().ifPresent(name -> refuseUncheckedNames(name, tls));
    }

    /** The client checks the server's name if it is told no way of doing so, and if it is told one, does not. */
    private static void refuseUncheckedNames(String name, TlsConfigurationRegistry tls) {
        tls.get(name)
                .flatMap(TlsConfiguration::getHostnameVerificationAlgorithm)
                .filter(algorithm -> !algorithm.isEmpty() && !algorithm.equals("NONE"))
                .ifPresent(algorithm -> {
                    throw new ConfigurationException("quarkus.tls." + name + ".hostname-verification-algorithm="
                            + algorithm + " would have the mail client check no host name at all; leave it out, and it"
                            + " checks");
                });
    }

    @Override
    public MailClient open() {
        MailerSupport onlyTheDefault = new MailerSupport(true, Set.of());
        return new Mailers(
                        vertx,
                        io.vertx.mutiny.core.Vertx.newInstance(vertx),
                        config,
                        LaunchMode.NORMAL,
                        onlyTheDefault,
                        tls,
                        null)
                .mailClientFromName(Mailers.DEFAULT_MAILER_NAME);
    }

    @Override
    public int connections() {
        return config.mailers().get(Mailers.DEFAULT_MAILER_NAME).maxPoolSize();
    }

    @Override
    public String host() {
        return config.mailers().get(Mailers.DEFAULT_MAILER_NAME).host();
    }

    @Override
    public int port() {
        return config.mailers().get(Mailers.DEFAULT_MAILER_NAME).port().orElse(MailConfig.DEFAULT_PORT);
    }

    @Override
    public boolean use(String tlsConfiguration) {
        return config.mailers()
                .get(Mailers.DEFAULT_MAILER_NAME)
                .tlsConfigurationName()
                .filter(tlsConfiguration::equals)
                .isPresent();
    }
}
