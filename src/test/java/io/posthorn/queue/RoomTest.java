package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RoomTest {

    @Test
    void roomIsAllOrNothing() {
        Room room = new Room(3, 100);

        assertThat(room.reserve(2, 10)).isTrue();
        assertThat(room.reserve(2, 10)).isFalse();
        assertThat(room.reserve(1, 10)).isTrue();
        assertThat(room.free()).isZero();
    }

    @Test
    void octetsFillItToo() {
        Room room = new Room(10, 100);

        assertThat(room.reserve(1, 60)).isTrue();
        assertThat(room.reserve(1, 60)).isFalse();

        room.release(1, 60);
        assertThat(room.reserve(1, 60)).isTrue();
    }

    @Test
    void whatIsHeavierThanAllOfItIsLetInAlone() {
        Room room = new Room(10, 100);

        assertThat(room.reserve(1, 1000)).isTrue();
        assertThat(room.reserve(1, 1)).isFalse();
        assertThat(room.free()).isZero();
    }

    @Test
    void whoeverWaitsIsWokenWhenThereIsRoomForHim() throws Exception {
        Room room = new Room(2, 100);
        room.reserve(2, 2);

        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                room.await(2, Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        room.release(1, 1);
        assertThat(waiting).isNotDone();
        room.release(1, 1);

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void patienceEnds() throws InterruptedException {
        Room room = new Room(1, 100);
        room.reserve(1, 1);

        room.await(1, Duration.ofMillis(1));

        assertThat(room.free()).isZero();
    }
}
