package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterTest {

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 10", "3, 10", "7, 3", "5, 5", "4, 1", "10, 1000"})
    void thePartsMakeUpTheWholeAndDifferByOneAtMost(int instances, int total) {
        List<UUID> alive = ids(instances);
        for (int key = 0; key < 50; key++) {
            String name = "destination:d" + key;
            List<Integer> parts = alive.stream()
                    .map(self -> new Roster(alive, self, true, 0).share(name, total))
                    .toList();
            assertThat(parts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(total);
            assertThat(parts)
                    .allSatisfy(
                            part -> assertThat(part).isBetween(total / instances, (total + instances - 1) / instances));
        }
    }

    @Test
    void whatCannotBeDividedIsSpreadOverTheInstances() {
        List<UUID> alive = ids(4);
        Map<UUID, Integer> all = new HashMap<>();
        for (int key = 0; key < 1000; key++) {
            for (UUID self : alive) {
                all.merge(self, new Roster(alive, self, true, 0).share("destination:d" + key, 1), Integer::sum);
            }
        }
        assertThat(all.values()).allSatisfy(number -> assertThat(number).isBetween(180, 320));
    }

    @Test
    void whoIsNotSettledOrNotAliveHasNoPart() {
        List<UUID> alive = ids(2);
        assertThat(new Roster(alive, alive.get(0), false, 0).share("k", 10)).isZero();
        assertThat(new Roster(alive, ids(1).get(0), true, 0).share("k", 10)).isZero();
        assertThat(Roster.NONE.share("k", 10)).isZero();
    }

    private static List<UUID> ids(int number) {
        return Stream.generate(UuidCreator::getTimeOrderedEpoch).limit(number).toList();
    }
}
