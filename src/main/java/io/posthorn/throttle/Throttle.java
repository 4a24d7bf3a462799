package io.posthorn.throttle;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.mail.DomainPattern;
import io.posthorn.queue.Peers;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All gates. Those of destinations come and go with the mail, up to so many; the others are for good. */
@ApplicationScoped
public class Throttle {

    /** Domains, and tenants, whose state is kept: a gate is some two hundred octets. */
    private static final int MOST = 10_000;

    private static final String DESTINATION = "destination:";
    private static final String GROUP = "destinations:";
    private static final String TENANT = "tenant:";
    private static final String RELAY = "relay:";

    private static final Limits NONE = new Limits() {
        @Override
        public OptionalInt concurrency() {
            return OptionalInt.empty();
        }

        @Override
        public Optional<Rate> rate() {
            return Optional.empty();
        }
    };

    private final LimitsConfig config;
    private final Peers peers;
    private final List<Consumer<Gate>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Gate> byGroup = new HashMap<>();
    private final Map<String, Gate> groups = new HashMap<>();
    private final Map<DomainPattern, Gate> patterns = new LinkedHashMap<>();
    private final Gates domains;
    private final Gates tenants;
    private final Map<String, Gate> relays = new ConcurrentHashMap<>();

    Throttle(LimitsConfig config, Peers peers, MeterRegistry meters) {
        this.config = config;
        this.peers = peers;
        this.domains =
                new Gates(MOST, domain -> gate(DESTINATION + domain, Integer.MAX_VALUE, config.eachDestination()));
        this.tenants = new Gates(MOST, tenant -> gate(TENANT + tenant, Integer.MAX_VALUE, ofTenant(tenant)));
        config.destinations().forEach(this::addGroup);
        check("posthorn.limits.each-destination", config.eachDestination());
        check("posthorn.limits.each-tenant", config.eachTenant());
        config.tenants().forEach((name, limits) -> check("posthorn.limits.tenants." + name, limits));
        Gauge.builder("posthorn.destinations.slowed", this::slowed)
                .description("destinations that asked to go slower and are given less than they could be")
                .register(meters);
    }

    /** What is wrong with the configuration is said at the start. */
    void start(@Observes StartupEvent event) {}

    /** The gate of the destination that a recipient domain, in lower case, belongs to. */
    public Gate destination(String domain) {
        Gate group = groups.get(domain);
        if (group != null) {
            return group;
        }
        for (Map.Entry<DomainPattern, Gate> pattern : patterns.entrySet()) {
            if (pattern.getKey().matches(domain)) {
                return pattern.getValue();
            }
        }
        return domains.get(domain);
    }

    /** The gate of a tenant, if it has limits. */
    public Optional<Gate> tenant(String name) {
        Limits limits = ofTenant(name);
        return limits.concurrency().isEmpty() && limits.rate().isEmpty()
                ? Optional.empty()
                : Optional.of(tenants.get(name));
    }

    private Limits ofTenant(String name) {
        return config.tenants().getOrDefault(name, config.eachTenant());
    }

    /**
     * A gate for a relay.
     *
     * @param name the relay's
     * @param connections attempts that this instance alone may have under way there
     * @param limits what all instances keep to together
     */
    public Gate relay(String name, int connections, Limits limits) {
        return relays.computeIfAbsent(name, key -> gate(RELAY + key, connections, limits));
    }

    /** The gate of that {@link Gate#key()}, if there is one by the present configuration. */
    public Optional<Gate> gate(String key) {
        String name = key.substring(key.indexOf(':') + 1);
        return switch (key.substring(0, key.indexOf(':') + 1)) {
            case DESTINATION -> Optional.of(destination(name));
            case GROUP -> Optional.ofNullable(byGroup.get(name));
            case TENANT -> tenant(name);
            case RELAY -> Optional.ofNullable(relays.get(name));
            default -> Optional.empty();
        };
    }

    /** Limits of nothing. */
    public static Limits unlimited() {
        return NONE;
    }

    /** Tells of each gate that may have opened for somebody who waits. Called on any thread; must not block. */
    public void onOpening(Consumer<Gate> listener) {
        listeners.add(listener);
    }

    /** Refuses limits under which nothing could ever be sent. */
    public static void check(String setting, Limits limits) {
        if (limits.concurrency().orElse(1) < 1) {
            throw new ConfigurationException(
                    setting + ".concurrency must be at least 1; what is not to be sent at all is not routed");
        }
    }

    private Gate gate(String key, int connections, Limits limits) {
        return new Gate(
                key,
                connections,
                limits,
                new Pace(config.slowdown()),
                peers::roster,
                gate -> listeners.forEach(listener -> listener.accept(gate)),
                System::nanoTime);
    }

    private void addGroup(String name, LimitsConfig.Destination group) {
        String setting = "posthorn.limits.destinations." + name;
        check(setting, group);
        List<DomainPattern> members;
        try {
            members = group.domains().stream().map(DomainPattern::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(setting + ".domains: " + e.getMessage(), e);
        }
        Gate gate = gate(GROUP + name, Integer.MAX_VALUE, group);
        byGroup.put(name, gate);
        for (DomainPattern pattern : members) {
            boolean taken = pattern.below()
                    ? patterns.putIfAbsent(pattern, gate) != null
                    : groups.putIfAbsent(pattern.domain(), gate) != null;
            if (taken) {
                throw new ConfigurationException(
                        setting + ".domains: " + pattern + " is in another group too, or twice");
            }
        }
    }

    private int slowed() {
        return (int) Stream.of(byGroup.values(), domains.all())
                .flatMap(Collection::stream)
                .filter(Gate::slowed)
                .count();
    }
}
