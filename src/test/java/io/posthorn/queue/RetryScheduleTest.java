package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.MailId;
import io.posthorn.store.DatabaseClock;
import io.posthorn.store.DatabaseClocks;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T16:00:00Z");
    private static final Duration SLACK = Duration.ofMinutes(1).dividedBy(4);

    private final DatabaseClock clock = databaseClock();

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 5", "3, 15", "4, 30", "5, 60", "6, 120", "7, 240", "8, 240", "500, 240"})
    void thePausesGrowToFourHoursAndStayThere(int attempts, int minutes) {
        RetrySchedule schedule = schedule(Map.of());
        Duration pause = Duration.ofMinutes(minutes);

        assertThat(IntStream.range(0, 200).mapToObj(i -> schedule.next("transactional", lasting(100), attempts)))
                .allSatisfy(next -> assertThat(next)
                        .isBetween(
                                NOW.plus(pause.multipliedBy(8).dividedBy(10)),
                                NOW.plus(pause.multipliedBy(12).dividedBy(10)).plus(SLACK)))
                .doesNotHaveDuplicates();
    }

    @Test
    void theJitterIsAFifthEitherWay() {
        RetryPolicy policy = RetryPolicy.of(config(Map.of()));

        assertThat(policy.pause(1, 0)).isEqualTo(Duration.ofSeconds(48));
        assertThat(policy.pause(1, 0.5)).isEqualTo(Duration.ofSeconds(60));
        assertThat(policy.pause(1, 1)).isEqualTo(Duration.ofSeconds(72));
    }

    @Test
    void noAttemptIsPlannedBeyondTheEndOfLife() {
        Delivery delivery = lasting(1);

        assertThat(schedule(Map.of()).next("transactional", delivery, 7)).isEqualTo(delivery.expiresAt());
    }

    @Test
    void aStreamHasWhatIsItsOwnAndTheRestAsAllOthers() {
        RetrySchedule schedule = schedule(Map.of(
                "posthorn.retry.streams.login-codes.pauses", "10s,30s",
                "posthorn.retry.streams.login-codes.jitter", "0",
                "posthorn.retry.streams.login-codes.lifetime", "10m",
                "posthorn.retry.lifetime", "24h"));

        assertThat(schedule.next("login-codes", lasting(100), 5))
                .isBetween(NOW, NOW.plusSeconds(30).plus(SLACK));
        assertThat(schedule.endOfLife("login-codes", NOW)).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(schedule.lateAt("login-codes", NOW)).isEqualTo(NOW.plus(Duration.ofHours(4)));
        assertThat(schedule.endOfLife("other", NOW)).isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(schedule.next(null, lasting(100), 1)).isAfter(NOW.plusSeconds(47));
    }

    @Test
    void aLifeEndsAtItsInstant() {
        RetrySchedule schedule = schedule(Map.of());

        assertThat(schedule.expired(lasting(0))).isTrue();
        assertThat(schedule.expired(lasting(1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "posthorn.retry.pauses | 0s",
                "posthorn.retry.lifetime | 0s",
                "posthorn.retry.jitter | 1",
                "posthorn.retry.jitter | -0.1",
                "posthorn.retry.streams.news.pauses | 1m,0s",
                "posthorn.retry.streams.news.lifetime | 0s",
                "posthorn.retry.streams.news.late-after | 0s",
                "posthorn.retry.streams.news.jitter | 2",
            })
    void aScheduleThatMakesNoSenseIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> schedule(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name);
    }

    private RetrySchedule schedule(Map<String, String> settings) {
        return new RetrySchedule(config(settings), clock);
    }

    private static RetryConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(RetryConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(RetryConfig.class);
    }

    private static DatabaseClock databaseClock() {
        return DatabaseClocks.at(NOW);
    }

    private static Delivery lasting(int hours) {
        return Deliveries.accepted(
                new DeliveryKey(new MailId(new UUID(0, 1)), 0),
                new EmailAddress("ada@example.org"),
                NOW.plus(Duration.ofHours(hours)));
    }
}
