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
        assertThat(slots.awaitFree(NO_TIME)).isFalse();
        slots.release(taken.get(3));
        assertThat(slots.awaitFree(NO_TIME)).isTrue();
    }

    @Test
    void whoWaitsForASlotIsWokenByItsRelease() throws Exception {
        Slots real = new Slots(1, Duration.ofHours(1), System::nanoTime);
        Slots.Slot slot = real.reserve("a");
        real.begin(slot);
        CompletableFuture<Boolean> free = CompletableFuture.supplyAsync(() -> {
            try {
                return real.awaitFree(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        real.release(slot);
        assertThat(free.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSlowAttemptGivesItsSlotBackAndThereMayBeAsManyOfThem() throws Exception {
        for (int i = 0; i < 8; i++) {
            take(1, "a" + i);
        }
        pass(Duration.ofSeconds(1));
        assertThat(slots.awaitFree(NO_TIME)).isTrue();

        List<Slots.Slot> more = take(8, "b");
        pass(Duration.ofSeconds(1));

        assertThat(slots.awaitFree(NO_TIME)).isFalse();
        slots.release(more.get(0));
        assertThat(slots.awaitFree(NO_TIME)).isTrue();
    }

    @Test
    void theEndOfASlowAttemptLetsAnotherBecomeSlow() throws Exception {
        List<Slots.Slot> first = take(8, "a");
        pass(Duration.ofSeconds(1));
        assertThat(slots.awaitFree(NO_TIME)).isTrue();
        take(8, "b");
        pass(Duration.ofSeconds(1));

        slots.release(first.get(0));

        assertThat(slots.awaitFree(NO_TIME)).isTrue();
        take(1, "c");
        assertThat(slots.awaitFree(NO_TIME)).isFalse();
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
        assertThat(slots.awaitFree(NO_TIME)).isTrue();
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

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
