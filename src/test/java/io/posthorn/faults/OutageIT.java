package io.posthorn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutageIT {

    @ParameterizedTest
    @EnumSource
    void whatWasAwayIsBackAndMailFlowsAgainByItself(Outages outage) {
        Report report = outage.run(1000, 1, Duration.ZERO);

        System.out.println(report);
        assertThat(report.findings().offences()).isEmpty();
        assertThat(report.findings().counts().accepted()).isEqualTo(report.expected());
        // Only where connections to the next hop were broken can anything be in doubt.
        if (outage != Outages.RELAY) {
            assertThat(report.findings().counts().inDoubt()).isZero();
        }
    }
}
