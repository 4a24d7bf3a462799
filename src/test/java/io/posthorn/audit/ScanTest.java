package io.posthorn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScanTest {

    @Test
    void whatIsLeftOverBeginsTheNextPage() {
        Scan merged = Scan.merge(scan(null, 9, 5), scan(null, 7, 3), 3);

        assertThat(merged).isEqualTo(scan(3L, 9, 7, 5));
    }

    @Test
    void nothingIsShownThatOneSearchMayStillFindSomethingAbove() {
        Scan merged = Scan.merge(scan(6L, 9), scan(2L, 7, 6, 3), 10);

        assertThat(merged).isEqualTo(scan(6L, 9, 7));
    }

    @Test
    void theOrderIsThatOfTheOctets() {
        Scan merged = Scan.merge(scan(null, 1), scan(null, -1), 10);

        assertThat(merged).isEqualTo(scan(null, -1, 1));
    }

    private static Scan scan(Long horizon, long... ids) {
        return new Scan(Arrays.stream(ids).mapToObj(ScanTest::id).toList(), horizon == null ? null : id(horizon));
    }

    private static UUID id(long number) {
        return new UUID(number, 0);
    }
}
