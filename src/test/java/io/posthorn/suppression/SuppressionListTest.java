package io.posthorn.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.MailId;
import io.posthorn.suppression.Suppression.Scope;
import io.posthorn.suppression.SuppressionList.Recipient;
import io.posthorn.testing.Database;
import io.posthorn.testing.SharedServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionListTest {

    private static final EmailAddress ADA = new EmailAddress("Ada@example.org");
    private static final Scope NEWS = new Scope("shop", "news");
    private static final MailId MAIL = new MailId(new UUID(0, 7));
    private static String jdbcUrl;

    private final SuppressionList list = new SuppressionList();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private Connection connection;

    @BeforeAll
    static void makeTables() {
        jdbcUrl = SharedServers.database()
                .newDatabase("suppression_" + UUID.randomUUID().toString().substring(0, 8));
        Flyway.configure()
                .dataSource(jdbcUrl, Database.USER, Database.USER)
                .load()
                .migrate();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection(jdbcUrl, Database.USER, Database.USER);
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate suppression, full_mailbox");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void aLineIsFoundAsItWasPutAndGoneWhenItIsRemoved() throws SQLException {
        Suppression line = line(NEWS, SuppressedAddress.of(ADA), days(90));

        list.put(connection, List.of(line));

        assertThat(list.find(connection, "shop", line.address())).containsExactly(line);
        assertThat(list.find(connection, "other", line.address())).isEmpty();
        assertThat(list.remove(connection, NEWS, line.address())).isTrue();
        assertThat(list.remove(connection, NEWS, line.address())).isFalse();
        assertThat(list.find(connection, "shop", line.address())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "shop, news, ada@example.org, true",
        "shop, news, ADA@EXAMPLE.ORG, true",
        "shop, news, ada+x@example.org, false",
        "shop, news, grace@example.org, false",
        "shop, reset, ada@example.org, false",
        "other, news, ada@example.org, false",
    })
    void anAddressIsSuppressedForItsTenantAndStreamAlone(String tenant, String stream, String to, boolean suppressed)
            throws SQLException {
        list.put(connection, List.of(line(NEWS, SuppressedAddress.of(ADA), days(90))));

        assertThat(suppressed(tenant, stream, to)).isEqualTo(suppressed);
    }

    @ParameterizedTest
    @CsvSource({
        "shop, news, ada@example.org, true",
        "shop, reset, ada@example.org, true",
        "shop, news, grace@example.org, true",
        "shop, news, ada@sub.example.org, false",
        "shop, news, ada@xample.org, false",
        "other, news, ada@example.org, false",
    })
    void aLineMayBeAboutADomainAndAllStreams(String tenant, String stream, String to, boolean suppressed)
            throws SQLException {
        Scope all = new Scope("shop", Scope.ALL_STREAMS);
        list.put(connection, List.of(line(all, SuppressedAddress.domainOf(ADA), days(7))));

        assertThat(suppressed(tenant, stream, to)).isEqualTo(suppressed);
    }

    @Test
    void whatIsOverHoldsNoMore() throws SQLException {
        Suppression line = line(NEWS, SuppressedAddress.of(ADA), now.minusSeconds(5));

        list.put(connection, List.of(line));

        assertThat(suppressed("shop", "news", "ada@example.org")).isFalse();
        assertThat(list.find(connection, "shop", line.address())).isEmpty();
    }

    @Test
    void aLineIsReplacedOnlyByOneThatLastsLonger() throws SQLException {
        SuppressedAddress address = SuppressedAddress.of(ADA);
        list.put(connection, List.of(line(NEWS, address, now.minusSeconds(5))));
        list.put(connection, List.of(line(NEWS, address, days(7)), line(NEWS, address, days(90))));
        list.put(connection, List.of(line(NEWS, address, days(8))));

        assertThat(list.find(connection, "shop", address))
                .extracting(Suppression::until)
                .containsExactly(days(90));

        list.put(connection, List.of(line(NEWS, address, null)));
        list.put(connection, List.of(line(NEWS, address, days(90))));

        assertThat(list.find(connection, "shop", address))
                .extracting(Suppression::until)
                .containsExactly((Instant) null);
    }

    @Test
    void ofSeveralLinesTheLongestIsTold() throws SQLException {
        list.put(
                connection,
                List.of(
                        line(NEWS, SuppressedAddress.of(ADA), days(3)),
                        line(NEWS, SuppressedAddress.domainOf(ADA), days(7)),
                        line(new Scope("shop", Scope.ALL_STREAMS), SuppressedAddress.of(ADA), days(5))));

        Recipient recipient = new Recipient(NEWS, ADA);
        Map<Recipient, Suppression> found = list.among(connection, List.of(recipient));

        assertThat(found.get(recipient).until()).isEqualTo(days(7));
    }

    @Test
    void aMailboxIsLeftWhenMailHasExpiredThereThreeTimes() throws SQLException {
        FullMailboxes full = new FullMailboxes(new Terms(), list);
        Suppression line = line(NEWS, SuppressedAddress.of(ADA), days(14));
        Suppression other = line(new Scope("shop", "reset"), SuppressedAddress.of(ADA), days(14));

        full.add(connection, List.of(line, other));
        full.add(connection, List.of(line));
        assertThat(list.find(connection, "shop", line.address())).isEmpty();
        full.add(connection, List.of(line));

        assertThat(list.find(connection, "shop", line.address())).containsExactly(line);
    }

    @Test
    void whatWasFullLongAgoDoesNotCount() throws SQLException {
        FullMailboxes full = new FullMailboxes(new Terms(), list);
        Suppression line = line(NEWS, SuppressedAddress.of(ADA), days(14));
        full.add(connection, List.of(line));
        full.add(connection, List.of(line));
        try (Statement statement = connection.createStatement()) {
            statement.execute("update full_mailbox set at = now() - interval '31 days'");
        }

        full.add(connection, List.of(line));
        full.add(connection, List.of(line));

        assertThat(list.find(connection, "shop", line.address())).isEmpty();
    }

    private boolean suppressed(String tenant, String stream, String to) throws SQLException {
        Recipient recipient = new Recipient(new Scope(tenant, stream), new EmailAddress(to));
        Recipient nobody = new Recipient(new Scope(tenant, stream), new EmailAddress("x@example.com"));
        Map<Recipient, Suppression> found = list.among(connection, List.of(nobody, recipient));
        assertThat(found).doesNotContainKey(nobody);
        return found.containsKey(recipient);
    }

    private Instant days(int days) {
        return now.plus(Duration.ofDays(days));
    }

    private static Suppression line(Scope scope, SuppressedAddress address, Instant until) {
        return new Suppression(scope, address, SuppressionReason.INVALID_RECIPIENT, until, MAIL);
    }

    /** As they are without configuration. */
    record Terms() implements SuppressionConfig {
        @Override
        public boolean automatic() {
            return true;
        }

        @Override
        public Duration invalidAddress() {
            return Duration.ofDays(90);
        }

        @Override
        public Duration badDomain() {
            return Duration.ofDays(7);
        }

        @Override
        public Duration fullMailbox() {
            return Duration.ofDays(14);
        }

        @Override
        public int fullTimes() {
            return 3;
        }

        @Override
        public Duration fullWithin() {
            return Duration.ofDays(30);
        }

        @Override
        public List<String> domainsNeverSuppressed() {
            return List.of("gmail.com");
        }
    }
}
