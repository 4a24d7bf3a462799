package io.posthorn.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DiskFullIT {

    @BeforeAll
    static void whereThereCanBeASmallDisk() {
        Optional<String> impossible = SmallDisk.impossible();
        assumeTrue(impossible.isEmpty(), () -> "there can be no small disk here: " + impossible.get());
    }

    @Test
    void withoutRoomForDataItWaitsAndGoesOnByItself() {
        Report report = run(FullDisk.DATA);

        assertThat(report.log()).contains("SQLSTATE 53100");
    }

    @Test
    void withoutRoomForTheWriteAheadLogItWaitsForTheDatabaseAndGoesOnByItself() {
        run(FullDisk.LOG);
    }

    private static Report run(FullDisk disk) {
        Report report = disk.run(1000, 1, Duration.ZERO);

        System.out.println(report);
        assertThat(report.findings().offences()).isEmpty();
        assertThat(report.findings().counts().accepted()).isEqualTo(report.expected());
        assertThat(report.findings().counts().inDoubt()).isZero();
        return report;
    }
}
