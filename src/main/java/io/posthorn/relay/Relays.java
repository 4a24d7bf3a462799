package io.posthorn.relay;

import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Mail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

/** Which way a mail goes. There is one relay, the configured one, for all of them. */
@ApplicationScoped
public class Relays {

    private final Relay relay;

    Relays(RelayConfig config, Instance<MailerRelay> mailer, Instance<DiscardRelay> discard) {
        this.relay = switch (config.transport()) {
            case MAILER -> mailer.get();
            case DISCARD -> discard.get();
        };
    }

    /** The relay for one recipient of a mail. */
    public Relay route(Mail mail, EmailAddress recipient) {
        return relay;
    }
}
