package io.posthorn.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.mail.Labels;
import io.posthorn.mail.Mail;
import io.posthorn.testing.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTableTest {

    private static final String[] RULES = {
        "[0].tenants=bank",
        "[0].relays=a",
        "[1].streams=bulk,news",
        "[1].recipient-domains=*.example.net,example.net",
        "[1].relays=b,a",
        "[2].sender-domains=shop.example",
        "[2].relays=c",
        "[3].recipient-domains=branch.example",
        "[3].relays=b",
    };

    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bank | bulk | x.example    | example.net    | a",
                "acme | bulk | x.example    | example.net    | b a",
                "acme | news | x.example    | a.example.net  | b a",
                "acme | bulk | x.example    | example.com    | default",
                "acme | mine | x.example    | example.net    | default",
                "acme | bulk | SHOP.example | example.com    | c",
                "acme | mine | shop.example | branch.example | c",
                "acme | mine | x.example    | branch.example | b",
                "Bank | mine | x.example    | example.com    | default",
            })
    void theFirstRuleThatFitsDecides(String tenant, String stream, String from, String to, String relays) {
        assertThat(table(RULES).route(mail(tenant, stream, from), to).relays()).containsExactly(relays.split(" "));
    }

    @Test
    void aRuleWithoutConditionsTakesTheRestAndTheDefaultRelayIsNotNeeded() {
        RoutingTable table = table("[0].tenants=bank", "[0].relays=a", "[1].relays=b");

        assertThat(table.route(mail("acme", "bulk", "x.example"), "example.net").relays())
                .containsExactly("b");
        assertThat(asked).doesNotContain(Relays.DEFAULT);
    }

    @Test
    void withoutRulesAllMailGoesByTheDefaultRelay() {
        assertThat(table().route(mail("acme", "bulk", "x.example"), "example.net")
                        .relays())
                .containsExactly("default");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[0].relays=x | posthorn.routes[0].relays names x, but there is no posthorn.relays.x",
                "[0].relays=a,b,a | posthorn.routes[0].relays names a relay twice",
                "[0].relays=a [1].relays=b | posthorn.routes[1] is never asked",
                "[0].relays=a [0].recipient-domains=a.*.example | posthorn.routes[0].recipient-domains: \"a.*.example\"",
                "[0].relays=a [0].sender-domains=ada@example.org | posthorn.routes[0].sender-domains: \"ada@",
            })
    void rulesThatMakeNoSenseAreRefused(String rules, String message) {
        assertThatThrownBy(() -> table(rules.split(" ")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aRuleThatLeadsNowhereIsRefused() {
        assertThatThrownBy(() -> table("[0].tenants=bank")).hasMessageContaining("posthorn.routes[0].relays");
    }

    private RoutingTable table(String... rules) {
        RoutesConfig config = Settings.read(
                RoutesConfig.class,
                Stream.of(rules).map(rule -> "posthorn.routes" + rule).toArray(String[]::new));
        return new RoutingTable(config, this::hop);
    }

    private Hop hop(String name) {
        asked.add(name);
        return Set.of("default", "a", "b", "c").contains(name) ? new Hop(new Named(name), null, null) : null;
    }

    private static Mail mail(String tenant, String stream, String senderDomain) {
        Mail mail = Mails.aMail().from("shop@" + senderDomain, null).build();
        return new Mail(
                mail.id(),
                mail.acceptedAt(),
                mail.lane(),
                new Labels(tenant, "r-1", stream, Map.of(), null, null),
                mail.addressees(),
                mail.body(),
                mail.headers(),
                mail.attachments(),
                mail.schedule());
    }

    private record Named(String name) implements Relay {

        @Override
        public String host() {
            return name;
        }

        @Override
        public int connections() {
            return 1;
        }

        @Override
        public CompletionStage<RelayResult> attempt(Envelope envelope, MimeMessage message) {
            throw new UnsupportedOperationException();
        }
    }
}
