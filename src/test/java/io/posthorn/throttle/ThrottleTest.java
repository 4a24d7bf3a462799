package io.posthorn.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.mail.Lane;
import io.posthorn.queue.TestQueue;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottleTest {

    @Test
    void eachDomainIsADestinationOfItsOwnUnlessAGroupNamesIt() {
        Throttle throttle = throttle(
                "destinations.google.domains=gmail.com,googlemail.com",
                "destinations.google.concurrency=5",
                "destinations.intern.domains=*.corp.example");

        assertThat(throttle.destination("example.org").key()).isEqualTo("destination:example.org");
        assertThat(throttle.destination("example.org")).isSameAs(throttle.destination("example.org"));
        assertThat(throttle.destination("gmail.com")).isSameAs(throttle.destination("googlemail.com"));
        assertThat(throttle.destination("gmail.com").key()).isEqualTo("destinations:google");
        assertThat(throttle.destination("a.corp.example").key()).isEqualTo("destinations:intern");
        assertThat(throttle.destination("corp.example").key()).isEqualTo("destination:corp.example");
    }

    @Test
    void onlyTenantsWithLimitsHaveAGate() {
        Throttle throttle = throttle("tenants.shop.rate=10/s");
        assertThat(throttle.tenant("shop").map(Gate::key)).contains("tenant:shop");
        assertThat(throttle.tenant("acme")).isEmpty();
        assertThat(throttle("each-tenant.concurrency=3").tenant("acme")).isPresent();
    }

    @Test
    void aGateIsFoundAgainByItsKey() {
        Throttle throttle = throttle("tenants.shop.rate=10/s", "destinations.google.domains=gmail.com");
        Gate relay = throttle.relay("ses", 10, Throttle.unlimited());
        Stream.of(
                        relay,
                        throttle.tenant("shop").get(),
                        throttle.destination("a.example"),
                        throttle.destination("gmail.com"))
                .forEach(gate -> assertThat(throttle.gate(gate.key())).containsSame(gate));
        assertThat(throttle.gate("relay:gone")).isEmpty();
        assertThat(throttle.gate("tenant:free")).isEmpty();
        assertThat(throttle.gate("destinations:gone")).isEmpty();
        assertThat(throttle.gate("what is this")).isEmpty();
    }

    @Test
    void whatIsLimitedWaitsUntilTheInstancesKnowEachOther() {
        Throttle throttle = throttle("each-destination.concurrency=1");
        assertThat(throttle.destination("a.example").enter(Lane.BULK)).isInstanceOf(Entry.Wait.class);
        assertThat(throttle().destination("a.example").enter(Lane.BULK)).isInstanceOf(Permit.class);
    }

    @Test
    void listenersHearOfGatesThatOpen() {
        Throttle throttle = throttle();
        Gate gate = throttle.destination("a.example");
        Gate[] heard = new Gate[1];
        throttle.onOpening(opened -> heard[0] = opened);
        gate.waiting(Lane.BULK, 1);
        ((Permit) gate.enter(Lane.BULK)).end(Ending.UNTOLD);
        assertThat(heard[0]).isSameAs(gate);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "each-destination.concurrency=0 | posthorn.limits.each-destination.concurrency must be at least 1",
                "tenants.shop.concurrency=0 | posthorn.limits.tenants.shop.concurrency",
                "destinations.g.domains=a..b | posthorn.limits.destinations.g.domains: \"a..b\" is neither",
                "destinations.g.domains=a.b,a.b | posthorn.limits.destinations.g.domains: a.b is in another group",
                "destinations.g.domains=*.b destinations.h.domains=*.b | .domains: *.b is in another group",
            })
    void limitsThatMakeNoSenseAreRefused(String settings, String message) {
        assertThatThrownBy(() -> throttle(settings.split(" ")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aRateThatIsNoneIsRefusedByName() {
        assertThatThrownBy(() -> throttle("each-tenant.rate=fast"))
                .hasMessageContaining("posthorn.limits.each-tenant.rate")
                .hasMessageContaining("is no rate");
    }

    private static Throttle throttle(String... settings) {
        LimitsConfig config = TestGates.config(
                Stream.of(settings).map(setting -> "posthorn.limits." + setting).toArray(String[]::new));
        return new Throttle(config, TestQueue.noPeers(), new SimpleMeterRegistry());
    }
}
