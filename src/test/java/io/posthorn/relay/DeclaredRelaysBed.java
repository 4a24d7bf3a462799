package io.posthorn.relay;

import io.posthorn.testing.Settings;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Relays as a configuration declares them. */
final class DeclaredRelaysBed implements AutoCloseable {

    static final Duration REREADING = Duration.ofMillis(20);

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, TlsConfiguration> tls = new HashMap<>();
    private final List<Runnable> open = new ArrayList<>();

    /** Has {@code quarkus.tls.<name>} be that. */
    DeclaredRelaysBed with(String name, TlsConfiguration configuration) {
        tls.put(name, configuration);
        return this;
    }

    /** The relays of {@code posthorn.relays}; each setting as in {@code a.host=localhost}. */
    Map<String, MailerRelay> relays(String... settings) {
        DeclaredRelays declared = new DeclaredRelays(config(settings), vertx, registry());
        Map<String, MailerRelay> relays = declared.open(REREADING);
        open.add(declared::close);
        relays.values().forEach(relay -> open.add(relay::close));
        return relays;
    }

    static RelaysConfig config(String... settings) {
        return Settings.read(
                RelaysConfig.class,
                Stream.of(settings).map(setting -> "posthorn.relays." + setting).toArray(String[]::new));
    }

    static RelayResult attempt(MailerRelay relay) throws Exception {
        return relay.attempt(Mails.ENVELOPE, Mails.aMessage())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private TlsConfigurationRegistry registry() {
        return new TlsConfigurationRegistry() {
            @Override
            public Optional<TlsConfiguration> get(String name) {
                return Optional.ofNullable(tls.get(name));
            }

            @Override
            public Optional<TlsConfiguration> getDefault() {
                return Optional.empty();
            }

            @Override
            public void register(String name, TlsConfiguration configuration) {
                tls.put(name, configuration);
            }
        };
    }

    @Override
    public void close() {
        open.forEach(Runnable::run);
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
