package io.posthorn.relay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Mail;
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
    private final Map<String, Hop> hops = new HashMap<>();
    private final RoutingTable table;

    Relays(
            RelayConfig config,
            DeclaredRelays declared,
            RoutesConfig routes,
            Instance<QuarkusMailClients> mailer,
            Vertx vertx,
            MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
        declared.open(config.loginCheck()).values().forEach(this::add);
        if (config.transport() == RelayConfig.Transport.DISCARD) {
            Hop discard = new Hop(new DiscardRelay(), new CircuitBreaker(config.breaker(), System::nanoTime));
            this.table = new RoutingTable(routes, name -> discard);
        } else {
            this.table = new RoutingTable(routes, name -> {
                if (name.equals(DEFAULT) && !hops.containsKey(DEFAULT)) {
                    add(new MailerRelay(DEFAULT, mailer.get(), vertx, config.timeout()));
                }
                return hops.get(name);
            });
        }
    }

    private void add(Relay relay) {
        CircuitBreaker breaker = new CircuitBreaker(config.breaker(), System::nanoTime);
        Gauge.builder("posthorn.relay.resting", () -> breaker.isOpen() ? 1 : 0)
                .description("1 while a relay that did not answer is left alone")
                .tag("relay", relay.name())
                .register(meters);
        hops.put(relay.name(), new Hop(relay, breaker));
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

    /** The way for one recipient of a mail. */
    public Route route(Mail mail, EmailAddress recipient) {
        return table.route(mail, recipient.domain());
    }
}
