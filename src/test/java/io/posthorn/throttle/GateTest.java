package io.posthorn.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Lane;
import io.posthorn.queue.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GateTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final List<Gate> opened = new ArrayList<>();
    private Roster roster = TestGates.ALONE;

    @Test
    void withoutLimitsEverybodyGetsIn() {
        Gate gate = gate();
        for (int i = 0; i < 1000; i++) {
            assertThat(enter(gate)).isInstanceOf(Permit.class);
        }
    }

    @Test
    void soManyAtATimeAndTheNextWhenOneLeaves() {
        Gate gate = gate("concurrency=2");
        Permit first = (Permit) enter(gate);
        enter(gate);

        assertThat(enter(gate)).isInstanceOfSatisfying(Entry.Wait.class, wait -> {
            assertThat(wait.gate()).isSameAs(gate);
            assertThat(wait.full()).isTrue();
            assertThat(wait.elsewhere()).isFalse();
        });
        assertThat(gate.vacancies()).isZero();
        first.end(Ending.ANSWERED);
        assertThat(gate.vacancies()).isEqualTo(1);
        assertThat(enter(gate)).isInstanceOf(Permit.class);
    }

    @Test
    void whoWaitsIsToldWhenSomebodyLeaves() {
        Gate gate = gate("concurrency=1");
        Permit permit = (Permit) enter(gate);
        permit.end(Ending.UNTOLD);
        assertThat(opened).isEmpty();

        permit = (Permit) enter(gate);
        gate.waiting(Lane.BULK, 1);
        permit.end(Ending.UNTOLD);

        assertThat(opened).containsExactly(gate);
    }

    @Test
    void aRateIsSpreadEvenly() {
        Gate gate = gate("rate=120/m");
        for (int i = 0; i < 10; i++) {
            assertThat(enter(gate)).isInstanceOf(Permit.class);
            assertThat(waitAt(gate)).isEqualTo(Duration.ofMillis(500));
            pass(Duration.ofMillis(499));
            assertThat(enter(gate)).isInstanceOf(Entry.Wait.class);
            assertThat(gate.vacancies()).isZero();
            pass(Duration.ofMillis(1));
            assertThat(gate.vacancies()).isEqualTo(1);
        }
    }

    @Test
    void aHighRateMayRunAheadByATenthOfASecond() {
        Gate gate = gate("rate=1000/s");
        assertThat(gate.vacancies()).isEqualTo(101);
        assertThat(entered(gate)).isEqualTo(101);
        pass(Duration.ofMillis(50));
        assertThat(gate.vacancies()).isEqualTo(50);
        assertThat(entered(gate)).isEqualTo(50);
        pass(Duration.ofSeconds(60));
        assertThat(entered(gate)).isEqualTo(101);
    }

    @Test
    void whatWasNotUsedIsGivenBack() {
        Gate gate = gate("rate=1/h", "concurrency=1");
        ((Permit) enter(gate)).withdraw();
        assertThat(enter(gate)).isInstanceOf(Permit.class);
    }

    @Test
    void instancesShareWhatIsConfiguredAndTogetherKeepToItExactly() {
        List<UUID> ids = List.of(id(1), id(2), id(3));
        int together = 0;
        for (UUID self : ids) {
            roster = new Roster(ids, self, true, 0);
            together += entered(gate("concurrency=10"));
        }
        assertThat(together).isEqualTo(10);
    }

    @Test
    void anInstanceWithoutAPartLeavesTheMailToTheOthers() {
        roster = new Roster(List.of(id(1), id(2)), id(1), true, 0);
        Gate one = gate("rate=1/s");
        roster = new Roster(List.of(id(1), id(2)), id(2), true, 0);
        Gate two = gate("rate=1/s");
        roster = new Roster(List.of(id(1), id(2)), id(1), true, 0);
        boolean first = enter(one) instanceof Permit;
        roster = new Roster(List.of(id(1), id(2)), id(2), true, 0);
        boolean second = enter(two) instanceof Permit;

        assertThat(first).isNotEqualTo(second);
        assertThat(enter(two))
                .isInstanceOfSatisfying(
                        Entry.Wait.class, wait -> assertThat(wait.elsewhere()).isEqualTo(first));
        assertThat(two.shut()).isEqualTo(first);
    }

    @Test
    void whenTheOthersAreNotKnownNothingThatIsSharedIsUsed() {
        roster = Roster.NONE;
        assertThat(enter(gate("concurrency=10"))).isInstanceOf(Entry.Wait.class);
        assertThat(enter(gate("rate=10/s"))).isInstanceOf(Entry.Wait.class);
        assertThat(enter(gate())).isInstanceOf(Permit.class);
    }

    @Test
    void anInstanceThatComesOrGoesChangesTheParts() {
        Gate gate = gate("concurrency=10");
        assertThat(gate.vacancies()).isEqualTo(10);
        roster = new Roster(List.of(roster.self(), id(2)), roster.self(), true, 0);
        assertThat(gate.vacancies()).isEqualTo(5);
        roster = new Roster(List.of(roster.self()), roster.self(), true, 0);
        assertThat(gate.vacancies()).isEqualTo(10);
    }

    @Test
    void aDestinationThatAsksToGoSlowerIsLeftInPeaceForAWhile() {
        Gate gate = gate();
        List<Permit> underWay = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            underWay.add((Permit) enter(gate));
        }
        underWay.forEach(permit -> permit.end(Ending.PUSHED_BACK));

        assertThat(gate.shut()).isTrue();
        assertThat(gate.pause()).isEqualTo(enter(gate));
        assertThat(waitAt(gate)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
        pass(Duration.ofMillis(1200));
        assertThat(gate.shut()).isFalse();
        assertThat(gate.pause()).isNull();
        assertThat(entered(gate)).isEqualTo(4);
    }

    @Test
    void bulkGivesWayWhileTransactionalMailWaits() {
        Gate gate = gate("concurrency=5");
        gate.waiting(Lane.TRANSACTIONAL, 1);
        assertThat(gate.enter(Lane.BULK)).isInstanceOf(Entry.Wait.class);
        assertThat(gate.enter(Lane.TRANSACTIONAL)).isInstanceOf(Permit.class);
        gate.waiting(Lane.TRANSACTIONAL, -1);
        gate.waiting(Lane.BULK, 1);
        assertThat(gate.enter(Lane.TRANSACTIONAL)).isInstanceOf(Permit.class);
        assertThat(gate.enter(Lane.BULK)).isInstanceOf(Permit.class);
    }

    private Gate gate(String... limits) {
        return TestGates.gate("destination:example.org", now::get, () -> roster, opened::add, limits);
    }

    private static Entry enter(Gate gate) {
        return gate.enter(Lane.TRANSACTIONAL);
    }

    private static int entered(Gate gate) {
        int entered = 0;
        while (entered < 10_000 && enter(gate) instanceof Permit) {
            entered++;
        }
        return entered;
    }

    private static Duration waitAt(Gate gate) {
        return Duration.ofNanos(((Entry.Wait) enter(gate)).nanos());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static UUID id(int number) {
        return UUID.fromString("0198c0de-0000-7000-8000-00000000000" + number);
    }
}
