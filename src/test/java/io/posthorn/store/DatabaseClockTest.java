package io.posthorn.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.MailId;
import io.posthorn.testing.JumpingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The machine's clock may say what it likes. */
class DatabaseClockTest {

    private static final Instant DATABASE = Instant.parse("2026-11-23T16:00:00Z");

    private final JumpingClock machine = new JumpingClock();
    private final DatabaseClock clock = new DatabaseClock(machine);

    @BeforeEach
    void theDatabaseTellsItsTime() {
        clock.set(DATABASE);
    }

    @Test
    void aJumpOfTheMachinesClockIsNotNoticed() {
        List<Instant> told = Stream.generate(clock::now).limit(100).toList();

        assertThat(told)
                .isSorted()
                .allSatisfy(instant -> assertThat(instant).isBetween(DATABASE, DATABASE.plus(Duration.ofMinutes(10))));
        assertThat(machine.instant()).isNotEqualTo(machine.instant());
    }

    @Test
    void idsAreOfTheDatabasesTime() {
        TimeOrderedIds ids = new TimeOrderedIds(clock);
        List<MailId> made = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            made.add(new MailId(ids.next()));
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(Stream.concat(made.stream().map(MailId::value), Stream.of(ids.unguessable())))
                .allSatisfy(id -> assertThat(instant(id)).isBetween(DATABASE, DATABASE.plus(Duration.ofMinutes(10))));
    }

    private static Instant instant(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
