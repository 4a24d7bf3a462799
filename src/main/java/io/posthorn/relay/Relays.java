package io.posthorn.relay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Mail;
import io.posthorn.throttle.Limits;
import io.posthorn.throttle.Throttle;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All relays, and which way a mail goes. */
@ApplicationScoped
public class Relays {

    /** Name of the relay that is the Quarkus mailer's. */
    public static final String DEFAULT = "default";

    private final RelayConfig config;
    private final MeterRegistry meters;
    private final Throttle throttle;
    private final Map<String, Hop> hops = new HashMap<>();
    private final RoutingTable table;
    private final Staging staging;
    private final Route discard;
    private final Route simulator;

    Relays(
            RelayConfig config,
            DeclaredRelays declared,
            RoutesConfig routes,
            Staging staging,
            Instance<QuarkusMailClients> mailer,
            Vertx vertx,
            Throttle throttle,
            MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
        this.throttle = throttle;
        this.staging = staging;
        Hop nowhere = pretence(new DiscardRelay());
        this.discard = new Route(List.of(nowhere));
        this.simulator = new Route(List.of(pretence(new Simulator(vertx))));
        declared.open(config.loginCheck()).forEach((name, relay) -> hops.put(name, hop(relay, declared.limits(name))));
        if (config.transport() == RelayConfig.Transport.DISCARD) {
            this.table = new RoutingTable(routes, name -> nowhere);
        } else {
            this.table = new RoutingTable(routes, name -> {
                if (name.equals(DEFAULT) && !hops.containsKey(DEFAULT)) {
                    Throttle.check("posthorn.relay", config);
                    hops.put(DEFAULT, hop(new MailerRelay(DEFAULT, mailer.get(), vertx, config.timeout()), config));
                }
                return hops.get(name);
            });
        }
    }

    private Hop hop(Relay relay, Limits limits) {
        CircuitBreaker breaker = new CircuitBreaker(config.breaker(), System::nanoTime);
        Gauge.builder("posthorn.relay.resting", () -> breaker.isOpen() ? 1 : 0)
                .description("1 while a relay that did not answer is left alone")
                .tag("relay", relay.name())
                .register(meters);
        return new Hop(relay, breaker, throttle.relay(relay.name(), relay.connections(), limits));
    }

    /** A relay that never rests, whatever it says, since there is nobody who needs it. */
    private Hop pretence(Relay relay) {
        return new Hop(
                relay,
                CircuitBreaker.alwaysClosed(),
                throttle.relay(relay.name(), relay.connections(), Throttle.unlimited()));
    }

    /** What is wrong with the configuration is said at the start, and not with the first mail. */
    void start(@Observes StartupEvent event) {}

    /** Certificates have been read anew. */
    void renew(@Observes CertificateUpdatedEvent event) {
        mailers().forEach(mailer -> mailer.renewCertificates(event.name()));
    }

    @PreDestroy
    void close() {
        mailers().forEach(MailerRelay::close);
    }

    private Stream<MailerRelay> mailers() {
        return hops.values().stream()
                .map(Hop::relay)
                .filter(MailerRelay.class::isInstance)
                .map(MailerRelay.class::cast);
    }

    /** The way for one recipient of a mail. */
    public Way way(Mail mail, EmailAddress recipient) {
        if (Simulator.takes(recipient)) {
            return new Way(simulator, recipient);
        }
        if (staging.withholds(recipient)) {
            return new Way(discard, recipient);
        }
        EmailAddress to = staging.towards(recipient);
        return new Way(table.route(mail, to.domain()), to);
    }
}
