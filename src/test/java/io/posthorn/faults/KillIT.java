package io.posthorn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KillIT {

    @Test
    void killedThreeTimesWithMailInFlightItLosesNothingAndHidesNothing() {
        Report report = Kills.run(3000, 3);

        System.out.println(report);
        assertThat(report.findings().offences()).isEmpty();
        assertThat(report.findings().counts().accepted()).isEqualTo(report.expected());
    }
}
