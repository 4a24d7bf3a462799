package io.posthorn.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private static final Duration NO_TIME = Duration.ZERO;

    private final AtomicLong now = new AtomicLong();
    private final Slots slots = new Slots(8, Duration.ofSeconds(1), now::get);

    @Test
    void thereAreSoManyAndNoMore() throws Exception {
        List<Slots.Slot> taken = take(8, "a");
        assertThat(free("somebody else")).isFalse();
        slots.release(taken.get(3));
        assertThat(free("somebody else")).isTrue();
    }

    @Test
    void whoWaitsForASlotIsWokenByItsRelease() throws Exception {
        Slots real = new Slots(1, Duration.ofHours(1), System::nanoTime);
        Slots.Slot slot = real.reserve("a");
        real.begin(slot);
        Slots.Slot next = real.reserve("b");
        CompletableFuture<Slots.Turn> turn = CompletableFuture.supplyAsync(() -> {
            try {
                return real.await(next, Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        real.release(slot);
        assertThat(turn.get(30, TimeUnit.SECONDS)).isEqualTo(Slots.Turn.NOW);
    }

    @Test
    void aSlowAttemptGivesItsSlotBackAndThereMayBeAsManyOfThem() throws Exception {
        for (int i = 0; i < 8; i++) {
            take(1, "a" + i);
        }
        pass(Duration.ofSeconds(1));
        assertThat(free("somebody else")).isTrue();

        List<Slots.Slot> more = take(8, "b");
        pass(Duration.ofSeconds(1));

        assertThat(free("somebody else")).isFalse();
        slots.release(more.get(0));
        assertThat(free("somebody else")).isTrue();
    }

    @Test
    void theEndOfASlowAttemptLetsAnotherBecomeSlow() throws Exception {
        List<Slots.Slot> first = take(8, "a");
        pass(Duration.ofSeconds(1));
        assertThat(free("somebody else")).isTrue();
        take(8, "b");
        pass(Duration.ofSeconds(1));

        slots.release(first.get(0));

        assertThat(free("somebody else")).isTrue();
        take(1, "c");
        assertThat(free("somebody else")).isFalse();
    }

    @Test
    void whoIsPromptMayHaveAsManyAsItWants() {
        assertThat(take(30, "a")).doesNotContainNull();
        assertThat(slots.reserve("b")).isNotNull();
    }

    @Test
    void whoIsSlowAndAloneMayHaveAsManyAsThereAre() {
        take(6, "a");
        pass(Duration.ofSeconds(1));
        assertThat(slots.reserve("a")).isNotNull();
        assertThat(slots.reserve("a")).isNotNull();
        assertThat(slots.reserve("a")).isNull();
    }

    @Test
    void whoIsSlowAmongOthersGetsHalfOfThem() {
        List<Slots.Slot> tarpit = take(5, "tarpit");
        pass(Duration.ofSeconds(1));
        take(1, "b");
        assertThat(slots.reserve("tarpit")).isNull();
        slots.release(tarpit.get(0));
        assertThat(slots.reserve("tarpit")).isNull();
        slots.release(tarpit.get(1));
        assertThat(slots.room("tarpit")).isEqualTo(1);
        assertThat(slots.reserve("tarpit")).isNotNull();
        assertThat(slots.reserve("tarpit")).isNull();
        assertThat(slots.room("tarpit")).isZero();
        assertThat(slots.reserve("b")).isNotNull();
    }

    @Test
    void theMoreAreSlowTheLessEachGets() {
        take(1, "a");
        take(1, "b");
        take(1, "c");
        pass(Duration.ofSeconds(1));
        assertThat(slots.reserve("a")).isNotNull();
        assertThat(slots.reserve("a")).isNull();
        assertThat(slots.reserve("b")).isNotNull();
        assertThat(slots.reserve("b")).isNull();
    }

    @Test
    void whoHasNothingUnderWayAnyMoreIsForgotten() {
        List<Slots.Slot> tarpit = take(4, "tarpit");
        pass(Duration.ofSeconds(1));
        take(1, "b");
        assertThat(slots.reserve("tarpit")).isNull();
        tarpit.forEach(slots::release);
        assertThat(take(7, "tarpit")).doesNotContainNull();
    }

    @Test
    void whatWasPromisedToOneThatTurnsSlowHoldsUpNobodyElse() throws Exception {
        List<Slots.Slot> promised = promise(30, "tarpit");
        promised.subList(0, 8).forEach(slots::begin);
        assertThat(slots.await(promised.get(8), NO_TIME)).isEqualTo(Slots.Turn.UNKNOWN);
        pass(Duration.ofSeconds(1));
        Slots.Slot other = slots.reserve("b");

        assertThat(slots.await(promised.get(8), NO_TIME)).isEqualTo(Slots.Turn.LATER);
        assertThat(slots.await(other, NO_TIME)).isEqualTo(Slots.Turn.NOW);
    }

    @Test
    void whileOneIsSlowAnotherThatTurnsSlowLeavesSomeToTheRest() throws Exception {
        take(8, "tarpit");
        pass(Duration.ofSeconds(1));
        List<Slots.Slot> promised = promise(30, "second");
        int begun = 0;
        while (slots.await(promised.get(begun), NO_TIME) == Slots.Turn.NOW) {
            slots.begin(promised.get(begun++));
        }
        assertThat(begun).isEqualTo(4);
        pass(Duration.ofSeconds(1));

        assertThat(slots.await(promised.get(begun), NO_TIME)).isEqualTo(Slots.Turn.LATER);
        assertThat(slots.room("second")).isZero();
        assertThat(free("somebody else")).isTrue();
    }

    @Test
    void aPromiseThatIsNotUsedIsGivenBack() throws Exception {
        take(1, "b");
        take(1, "tarpit");
        pass(Duration.ofSeconds(1));
        slots.release(slots.reserve("b"));
        List<Slots.Slot> promised = new ArrayList<>();
        for (Slots.Slot slot = slots.reserve("tarpit"); slot != null; slot = slots.reserve("tarpit")) {
            promised.add(slot);
        }
        promised.forEach(slots::release);
        assertThat(slots.reserve("tarpit")).isNotNull();
        assertThat(free("somebody else")).isTrue();
    }

    private List<Slots.Slot> take(int number, String destination) {
        List<Slots.Slot> taken = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Slots.Slot slot = slots.reserve(destination);
            slots.begin(slot);
            taken.add(slot);
        }
        return taken;
    }

    private List<Slots.Slot> promise(int number, String destination) {
        List<Slots.Slot> promised = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            promised.add(slots.reserve(destination));
        }
        return promised;
    }

    private boolean free(String destination) throws InterruptedException {
        Slots.Slot slot = slots.reserve(destination);
        Slots.Turn turn = slots.await(slot, NO_TIME);
        slots.release(slot);
        return turn == Slots.Turn.NOW;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
