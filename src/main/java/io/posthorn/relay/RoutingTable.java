package io.posthorn.relay;

import io.posthorn.mail.DomainPattern;
import io.posthorn.mail.Mail;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The rules of {@code posthorn.routes}, checked. */
final class RoutingTable {

    private record Rule(
            Set<String> tenants,
            Set<String> streams,
            List<DomainPattern> senders,
            List<DomainPattern> recipients,
            Route route) {

        boolean fits(Mail mail, String recipientDomain) {
            return (tenants.isEmpty() || tenants.contains(mail.labels().tenant()))
                    && (streams.isEmpty() || streams.contains(mail.labels().stream()))
                    && (senders.isEmpty()
                            || any(senders, mail.addressees().from().address().domain()))
                    && (recipients.isEmpty() || any(recipients, recipientDomain));
        }

        boolean fitsAll() {
            return tenants.isEmpty() && streams.isEmpty() && senders.isEmpty() && recipients.isEmpty();
        }

        private static boolean any(List<DomainPattern> patterns, String domain) {
            return patterns.stream().anyMatch(pattern -> pattern.matches(domain));
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private final Route otherwise;

    /**
     * Refuses rules that make no sense.
     *
     * @param hops gives the relay of a name, or null if there is none; asked only for those that mail can go by
     */
    RoutingTable(RoutesConfig config, Function<String, Hop> hops) {
        for (int i = 0; i < config.inOrder().size(); i++) {
            String name = "posthorn.routes[" + i + "]";
            if (!rules.isEmpty() && rules.get(i - 1).fitsAll()) {
                throw new ConfigurationException(
                        name + " is never asked, since the one before it has no conditions and takes every mail");
            }
            rules.add(rule(name, config.inOrder().get(i), hops));
        }
        boolean complete = !rules.isEmpty() && rules.get(rules.size() - 1).fitsAll();
        this.otherwise = complete ? null : new Route(List.of(hops.apply(Relays.DEFAULT)));
    }

    /** The way for a recipient of that domain. */
    Route route(Mail mail, String recipientDomain) {
        for (Rule rule : rules) {
            if (rule.fits(mail, recipientDomain)) {
                return rule.route();
            }
        }
        return otherwise;
    }

    private static Rule rule(String name, RoutesConfig.Rule config, Function<String, Hop> hops) {
        if (config.relays().isEmpty()) {
            throw new ConfigurationException(name + ".relays names no relay");
        }
        if (new HashSet<>(config.relays()).size() < config.relays().size()) {
            throw new ConfigurationException(name + ".relays names a relay twice");
        }
        List<Hop> way = new ArrayList<>();
        for (String relay : config.relays()) {
            Hop hop = hops.apply(relay);
            if (hop == null) {
                throw new ConfigurationException(name + ".relays names " + relay
                        + ", but there is no posthorn.relays." + relay + "; the relay of quarkus.mailer is called "
                        + Relays.DEFAULT);
            }
            way.add(hop);
        }
        return new Rule(
                new LinkedHashSet<>(config.tenants().orElse(List.of())),
                new LinkedHashSet<>(config.streams().orElse(List.of())),
                patterns(name + ".sender-domains", config.senderDomains()),
                patterns(name + ".recipient-domains", config.recipientDomains()),
                new Route(way));
    }

    private static List<DomainPattern> patterns(String setting, Optional<List<String>> domains) {
        try {
            return domains.orElse(List.of()).stream().map(DomainPattern::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(setting + ": " + e.getMessage(), e);
        }
    }
}
