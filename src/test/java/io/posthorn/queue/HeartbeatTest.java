package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.store.FreshDatabase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    @Test
    void anErrorDoesNotEndTheSignsOfLife() {
        AtomicInteger beats = new AtomicInteger();
        FreshDatabase database = FreshDatabase.create(() -> {
            if (Thread.currentThread().getName().equals("posthorn-heartbeat") && beats.incrementAndGet() == 1) {
                throw new AssertionError("a defect");
            }
        });

        try (Spool spool = Spool.on(database, "posthorn.queue.instance-lease=100ms")) {
            await().atMost(Duration.ofSeconds(30)).until(spool.instance::isAlive);
        }

        assertThat(beats.get()).isGreaterThan(1);
    }
}
