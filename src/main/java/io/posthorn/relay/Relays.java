package io.posthorn.relay;

import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Mail;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which way a mail goes. */
@ApplicationScoped
public class Relays {

    /** Name of the relay that is the Quarkus mailer's. */
    public static final String DEFAULT = "default";

    private final Relay standard;
    private final List<MailerRelay> open = new ArrayList<>();

    Relays(RelayConfig config, DeclaredRelays declared, Instance<QuarkusMailClients> mailer, Vertx vertx) {
        Map<String, MailerRelay> byName = declared.open(config.loginCheck());
        open.addAll(byName.values());
        this.standard = switch (config.transport()) {
            case MAILER -> {
                MailerRelay relay = new MailerRelay(DEFAULT, mailer.get(), vertx, config.timeout());
                open.add(relay);
                yield relay;
            }
            case DISCARD -> new DiscardRelay();
        };
    }

    /** What is wrong with the configuration is said at the start, and not with the first mail. */
    void start(@Observes StartupEvent event) {}

    @PreDestroy
    void close() {
        open.forEach(MailerRelay::close);
    }

    /** The relay for one recipient of a mail. */
    public Relay route(Mail mail, EmailAddress recipient) {
        return standard;
    }
}
