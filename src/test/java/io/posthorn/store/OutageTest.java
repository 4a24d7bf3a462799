package io.posthorn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {

    @ParameterizedTest
    @CsvSource({
        "08006, connection failure",
        "25006, read-only after a failover",
        "28P01, a password that has changed",
        "3D000, a database that is being restored",
        "40P01, deadlock",
        "42501, a right that is missing",
        "42P01, a table that is missing",
        "53100, disk full",
        "57P01, shutting down",
        ", the pool has none to give",
    })
    void whatMayBeMendedOutsideIsWaitedFor(String state, String why) {
        assertThat(Outage.passes(new SQLException(why, state))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "22021, a character that cannot be stored",
        "22P05, the same in JSON",
        "23514, a constraint",
        "54000, a row too wide for an index",
    })
    void whatTheDataAreToBlameForIsNot(String state, String why) {
        assertThat(Outage.passes(new SQLException(why, state))).isFalse();
    }
}
