package io.posthorn.relay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Mail;
import io.posthorn.throttle.Limits;
import io.posthorn.throttle.Throttle;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.HashMap;
import java.util.Map;

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

    Relays(
            RelayConfig config,
            DeclaredRelays declared,
            RoutesConfig routes,
            Instance<QuarkusMailClients> mailer,
            Vertx vertx,
            Throttle throttle,
            MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
        this.throttle = throttle;
        declared.open(config.loginCheck()).forEach((name, relay) -> hops.put(name, hop(relay, declared.limits(name))));
        if (config.transport() == RelayConfig.Transport.DISCARD) {
            Hop discard = hop(new DiscardRelay(), Throttle.unlimited());
            this.table = new RoutingTable(routes, name -> discard);
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

    /** What is wrong with the configuration is said at the start, and not with the first mail. */
    void start(@Observes StartupEvent event) {}

    @PreDestroy
    void close() {
        for (Hop hop : hops.values()) {
            if (hop.relay() instanceof MailerRelay mailer) {
                mailer.close();
            }
        }
    }

    /** Whether that is the gate of a relay that is left alone at the moment. */
    public boolean resting(String gateKey) {
        return hops.values().stream()
                .anyMatch(hop -> hop.gate().key().equals(gateKey)
                        && !hop.breaker().closedFor().isZero());
    }

    /** The way for one recipient of a mail. */
    public Route route(Mail mail, EmailAddress recipient) {
        return table.route(mail, recipient.domain());
    }
}
