package io.posthorn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopIT {

    @Test
    void stoppedUnderLoadItLeavesNothingInDoubtAndTheNextStartFinishesTheTopic() {
        Report report = Stops.run(2000, 2);

        System.out.println(report);
        assertThat(report.findings().offences()).isEmpty();
        assertThat(report.findings().counts().accepted()).isEqualTo(report.expected());
        assertThat(report.findings().counts().inDoubt()).isZero();
        assertThat(report.findings().counts().takenAgain()).isZero();
    }
}
