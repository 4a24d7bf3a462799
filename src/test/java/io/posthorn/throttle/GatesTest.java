package io.posthorn.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Lane;
import org.junit.jupiter.api.Test;

class GatesTest {

    private final Gates gates = new Gates(3, name -> TestGates.open("destination:" + name));

    @Test
    void theOneThatWasNotUsedForLongestIsForgottenFirst() {
        Gate a = gates.get("a");
        Gate b = gates.get("b");
        gates.get("c");
        assertThat(gates.get("a")).isSameAs(a);

        gates.get("d");

        assertThat(gates.all()).hasSize(3).contains(a).doesNotContain(b);
    }

    @Test
    void whatIsSlowedIsForgottenAfterWhatIsIdle() {
        Gate slowed = gates.get("a");
        ((Permit) slowed.enter(Lane.BULK)).end(Ending.PUSHED_BACK);
        Gate idle = gates.get("b");
        gates.get("c");

        gates.get("d");

        assertThat(gates.all()).contains(slowed).doesNotContain(idle);
    }

    @Test
    void whatIsInUseIsNeverForgotten() {
        Gate used = gates.get("a");
        used.enter(Lane.BULK);
        Gate waitedFor = gates.get("b");
        waitedFor.waiting(Lane.BULK, 1);
        for (int i = 0; i < 100; i++) {
            gates.get("x" + i);
        }
        assertThat(gates.all()).hasSize(3).contains(used, waitedFor);
    }
}
