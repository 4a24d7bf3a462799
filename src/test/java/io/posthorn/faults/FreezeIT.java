package io.posthorn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreezeIT {

    @Test
    void frozenUntilAnotherHasTakenOverItAcceptsNothingTwiceAndHidesNothing() {
        Report report = Replicas.freeze(3000, 1);

        System.out.println(report);
        assertThat(report.findings().offences()).isEmpty();
        assertThat(report.findings().counts().accepted()).isEqualTo(report.expected());
        assertThat(report.log()).contains("was given up for dead by the others");
    }
}
