package io.posthorn.suppression;

import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.MailId;
import io.posthorn.store.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a refusal puts on the list, and for how long. */
@ApplicationScoped
public class SuppressionTerms {

    private final SuppressionConfig config;
    private final DatabaseClock clock;
    private final Set<String> never = new HashSet<>();

    SuppressionTerms(SuppressionConfig config, DatabaseClock clock) {
        this.config = config;
        this.clock = clock;
        config.domainsNeverSuppressed().forEach(domain -> never.add(domain.toLowerCase(Locale.ROOT)));
    }

    /** The recipient's address, for that reason; empty if refusals are not to suppress. */
    public Optional<Suppression> address(
            Suppression.Scope scope, EmailAddress recipient, SuppressionReason reason, MailId mail) {
        return config.automatic()
                ? Optional.of(line(scope, SuppressedAddress.of(recipient), reason, mail))
                : Optional.empty();
    }

    /** The recipient's domain; empty as well if that domain is never suppressed. */
    public Optional<Suppression> domain(
            Suppression.Scope scope, EmailAddress recipient, SuppressionReason reason, MailId mail) {
        return config.automatic() && !never.contains(recipient.domain())
                ? Optional.of(line(scope, SuppressedAddress.domainOf(recipient), reason, mail))
                : Optional.empty();
    }

    private Suppression line(
            Suppression.Scope scope, SuppressedAddress address, SuppressionReason reason, MailId mail) {
        return new Suppression(scope, address, reason, clock.now().plus(duration(reason)), mail);
    }

    private Duration duration(SuppressionReason reason) {
        return switch (reason) {
            case INVALID_RECIPIENT, INACTIVE_MAILBOX -> config.invalidAddress();
            case BAD_DOMAIN -> config.badDomain();
            case FULL_MAILBOX -> config.fullMailbox();
        };
    }
}
