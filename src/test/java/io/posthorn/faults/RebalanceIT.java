package io.posthorn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RebalanceIT {

    @Test
    void whilePartitionsChangeHandsNothingIsLostAndNothingIsHidden() {
        Report report = Replicas.rebalance(1000, 2, Duration.ZERO);

        System.out.println(report);
        assertThat(report.findings().offences()).isEmpty();
        assertThat(report.findings().counts().accepted()).isEqualTo(report.expected());
    }
}
