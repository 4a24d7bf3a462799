package io.posthorn.relay;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.function.Consumer;

/** Clients of a server on this machine, without TLS unless that is changed. */
record PlainMailClients(Vertx vertx, int port, int connections, Consumer<MailConfig> change) implements MailClients {

    @Override
    public MailClient open() {
        // A client changes the configuration it is given, so each gets its own.
        MailConfig config = new MailConfig(host(), port)
                .setMaxPoolSize(connections)
                .setPipelining(false)
                .setStarttls(StartTLSOptions.DISABLED)
                .setOwnHostname("posthorn.test");
        change.accept(config);
        return MailClient.create(vertx, config);
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public boolean use(String tlsConfiguration) {
        return false;
    }
}
