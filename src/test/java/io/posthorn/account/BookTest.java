package io.posthorn.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BookTest {

    @Test
    void whatWasFoundGrowsOldWhileNobodyLooks() {
        Book.State found =
                new Book.State(0, System.nanoTime() - Duration.ofMinutes(12).toNanos());

        assertThat(found.ageSeconds()).isGreaterThan(600);
        assertThat(Book.State.found(0, 700).ageSeconds()).isGreaterThan(600);
    }
}
