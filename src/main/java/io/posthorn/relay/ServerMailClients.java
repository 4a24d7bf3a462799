package io.posthorn.relay;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Clients of one of {@code posthorn.relays}, each with the login and the certificates as they are when it is opened. */
final class ServerMailClients implements MailClients {

    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;

    private final String name;
    private final RelaysConfig.Server server;
    private final Vertx vertx;
    private final TlsConfigurationRegistry tls;
    private final LoginSource login;

    /** Refuses a configuration that makes no sense, or one that would send in the clear what should not be. */
    ServerMailClients(
            String name, RelaysConfig.Server server, Vertx vertx, TlsConfigurationRegistry tls, LoginSource login) {
        this.name = name;
        this.server = server;
        this.vertx = vertx;
        this.tls = tls;
        this.login = login;
        checkTls();
        tlsConfiguration();
        check(server.host().matches("[!-~]+"), "host", "must be the name of a host");
        check(port() > 0 && port() < 65536, "port", "must be 1 to 65535");
        check(server.maxConnections() > 0, "max-connections", "must be at least 1");
        check(server.connectTimeout().toMillis() > 0, "connect-timeout", "must be longer than nothing");
        check(
                server.timeout().compareTo(server.connectTimeout()) > 0,
                "timeout",
                "must be longer than connect-timeout, or an attempt that never had a connection would be in doubt");
    }

    private void checkTls() {
        boolean encrypted = server.tls() == RelaysConfig.Tls.REQUIRED || server.tls() == RelaysConfig.Tls.IMPLICIT;
        check(
                encrypted || server.clearTextAllowed(),
                "tls=" + server.tls().name().toLowerCase(java.util.Locale.ROOT),
                "lets mail go in the clear; use required or implicit, or set posthorn.relays." + name
                        + ".clear-text-allowed=true where that does not matter");
        check(
                encrypted || login.current().isEmpty(),
                "password",
                "would go in the clear; use tls=required or tls=implicit");
    }

    private void check(boolean good, String setting, String otherwise) {
        if (!good) {
            throw new ConfigurationException("posthorn.relays." + name + "." + setting + " " + otherwise);
        }
    }

    @Override
    public MailClient open() {
        MailConfig config = new MailConfig(server.host(), port())
                .setMaxPoolSize(connections())
                .setPipelining(false)
                .setConnectTimeout((int) server.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) server.idleTimeout().toMillis())
                .setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMetricsName("mail|" + name);
        server.ownHostName().ifPresent(config::setOwnHostname);
        tlsConfiguration().ifPresent(trust -> trust(config, trust));
        config.setSsl(server.tls() == RelaysConfig.Tls.IMPLICIT)
                .setStarttls(
                        switch (server.tls()) {
                            case NONE, IMPLICIT -> StartTLSOptions.DISABLED;
                            case OPPORTUNISTIC -> StartTLSOptions.OPTIONAL;
                            case REQUIRED -> StartTLSOptions.REQUIRED;
                        });
        config.setLogin(LoginOption.DISABLED);
        login.current()
                .ifPresent(now -> config.setLogin(LoginOption.REQUIRED)
                        .setUsername(now.username())
                        .setPassword(now.password()));
        return MailClient.create(vertx, config);
    }

    private static void trust(MailConfig config, TlsConfiguration trust) {
        TlsConfigUtils.configure(config, trust);
        // The client checks the server's name if it is told no way of doing so, and if it is told one, does not.
        boolean anyName =
                trust.getHostnameVerificationAlgorithm().filter("NONE"::equals).isPresent();
        config.setHostnameVerificationAlgorithm(anyName ? "NONE" : "");
    }

    private Optional<TlsConfiguration> tlsConfiguration() {
        return server.tlsConfigurationName()
                .map(wanted -> tls.get(wanted)
                        .orElseThrow(() -> new ConfigurationException("posthorn.relays." + name
                                + ".tls-configuration-name=" + wanted + ", but there is no quarkus.tls." + wanted)));
    }

    @Override
    public int connections() {
        return server.maxConnections();
    }

    @Override
    public String host() {
        return server.host();
    }

    @Override
    public int port() {
        return server.port().orElse(server.tls() == RelaysConfig.Tls.IMPLICIT ? SUBMISSIONS : SUBMISSION);
    }

    @Override
    public boolean use(String tlsConfiguration) {
        return server.tlsConfigurationName().filter(tlsConfiguration::equals).isPresent();
    }
}
