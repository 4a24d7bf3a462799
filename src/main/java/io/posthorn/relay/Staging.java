package io.posthorn.relay;

import io.posthorn.mail.DomainPattern;
import io.posthorn.mail.EmailAddress;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jboss.logging.Logger;

/** Says who really gets mail. Refuses, at the start, settings of which one says the contrary of another. */
@ApplicationScoped
public class Staging {

    private static final Logger LOG = Logger.getLogger(Staging.class);

    private final StagingConfig.Mode mode;
    private final EmailAddress redirectTo;
    private final Set<String> addresses = new HashSet<>();
    private final List<DomainPattern> domains = new ArrayList<>();

    Staging(StagingConfig config) {
        this.mode = config.mode();
        boolean redirects = mode == StagingConfig.Mode.REDIRECT;
        if (redirects && config.redirectTo().isEmpty()) {
            throw new ConfigurationException(
                    "posthorn.staging.mode=redirect needs an address in posthorn.staging.redirect-to");
        }
        if (!redirects && config.redirectTo().isPresent()) {
            throw new ConfigurationException("posthorn.staging.redirect-to is set, but nothing is redirected unless"
                    + " posthorn.staging.mode=redirect; set that, or take the address away");
        }
        if (mode == StagingConfig.Mode.LIVE && config.allowed().isPresent()) {
            throw new ConfigurationException("posthorn.staging.allowed is set, but with posthorn.staging.mode=live all"
                    + " mail goes to its recipients; set redirect or dry-run, or take the list away");
        }
        this.redirectTo = config.redirectTo().map(Staging::redirection).orElse(null);
        config.allowed().orElse(List.of()).forEach(this::allow);
        if (redirects) {
            LOG.warnf("Staging: all mail goes to one address at %s, except to those allowed", redirectTo.domain());
        } else if (mode == StagingConfig.Mode.DRY_RUN) {
            LOG.warn("Staging: no mail is sent, except to those allowed");
        }
    }

    /** Whether mail to that recipient goes to that recipient. If not, what becomes of it says nothing about them. */
    public boolean reaches(EmailAddress recipient) {
        return !Simulator.takes(recipient) && (mode == StagingConfig.Mode.LIVE || allowed(recipient));
    }

    /** Who gets the mail for that recipient. */
    EmailAddress towards(EmailAddress recipient) {
        return redirectTo == null || Simulator.takes(recipient) || allowed(recipient) ? recipient : redirectTo;
    }

    /** Whether it is not sent at all. */
    boolean withholds(EmailAddress recipient) {
        return mode == StagingConfig.Mode.DRY_RUN && !allowed(recipient);
    }

    private boolean allowed(EmailAddress recipient) {
        String domain = recipient.domain();
        return addresses.contains(recipient.value().toLowerCase(Locale.ROOT))
                || domains.stream().anyMatch(pattern -> pattern.matches(domain));
    }

    private static EmailAddress redirection(String text) {
        try {
            EmailAddress address = new EmailAddress(text.strip());
            if (Simulator.takes(address)) {
                throw new IllegalArgumentException("nobody reads what goes to the simulator; for that there is"
                        + " posthorn.staging.mode=dry-run");
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("posthorn.staging.redirect-to: " + e.getMessage(), e);
        }
    }

    private void allow(String text) {
        try {
            if (text.contains("@")) {
                addresses.add(new EmailAddress(text).value().toLowerCase(Locale.ROOT));
            } else {
                domains.add(DomainPattern.parse(text));
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("posthorn.staging.allowed: " + e.getMessage(), e);
        }
    }
}
