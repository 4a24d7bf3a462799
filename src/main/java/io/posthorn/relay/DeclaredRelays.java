package io.posthorn.relay;

import io.posthorn.throttle.Limits;
import io.posthorn.throttle.Throttle;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes the relays that {@code posthorn.relays} declares, and has them log in anew when their password changes. */
@Singleton
class DeclaredRelays {

    /** Names that results use for something else. */
    private static final Map<String, String> TAKEN = Map.of(
            Relays.DEFAULT,
            "is the relay of quarkus.mailer; give this one another name, and lead a route to it",
            DiscardRelay.NAME,
            "is the relay that throws mail away; give this one another name",
            Simulator.NAME,
            "is the relay that simulates; give this one another name");

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final RelaysConfig config;
    private final Vertx vertx;
    private final TlsConfigurationRegistry tls;
    private final List<LoginWatch> watches = new ArrayList<>();

    DeclaredRelays(RelaysConfig config, Vertx vertx, TlsConfigurationRegistry tls) {
        this.config = config;
        this.vertx = vertx;
        this.tls = tls;
    }

    /**
     * All of them, by name; none makes a connection yet.
     *
     * @param rereading how often files with passwords are looked at
     */
    Map<String, MailerRelay> open(Duration rereading) {
        Map<String, MailerRelay> relays = new LinkedHashMap<>();
        new TreeMap<>(config.byName()).forEach((name, server) -> relays.put(name, open(name, server, rereading)));
        return relays;
    }

    /** What all instances keep to together at that relay. */
    Limits limits(String name) {
        return config.byName().get(name);
    }

    @PreDestroy
    void close() {
        watches.forEach(LoginWatch::close);
    }

    private MailerRelay open(String name, RelaysConfig.Server server, Duration rereading) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException("posthorn.relays." + name + ": the name of a relay is lower-case letters,"
                    + " digits and hyphens, at most 63");
        }
        if (TAKEN.containsKey(name)) {
            throw new ConfigurationException("posthorn.relays." + name + ": " + name + " " + TAKEN.get(name));
        }
        Throttle.check("posthorn.relays." + name, server);
        LoginSource login = new LoginSource(name, server);
        MailerRelay relay =
                new MailerRelay(name, new ServerMailClients(name, server, vertx, tls, login), vertx, server.timeout());
        if (login.changeable()) {
            watches.add(new LoginWatch(vertx, login, relay, rereading));
        }
        return relay;
    }
}
