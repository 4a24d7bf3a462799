package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.OnDoubt;
import io.posthorn.store.FreshDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StrayLeasesTest {

    private Spool spool;
    private StrayLeases strays;

    @BeforeEach
    void open() {
        spool = Spool.on(FreshDatabase.create());
        strays = new StrayLeases(spool.database.transactions(), spool.instance, spool.handOver);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void aLeaseThatNobodyHereKnowsOfIsGivenBackTheSecondTimeItIsFound() throws SQLException {
        spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));
        spool.claim(1);

        strays.sweep();
        assertThat(owners()).doesNotContain("[null]");
        strays.sweep();

        assertThat(owners()).containsExactly("[null]");
        assertThat(spool.claim(1).get(0).lease().epoch()).isEqualTo(3);
    }

    @Test
    void aLeaseThatIsInUseHereIsKept() throws SQLException {
        spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));
        spool.handOver.hold(spool.claim(1));

        strays.sweep();
        strays.sweep();

        assertThat(owners()).containsExactly("[" + spool.instance.identity() + "]");
    }

    @Test
    void aLeaseThatWasTakenAnewMeanwhileIsAnotherOne() throws SQLException {
        spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));
        List<Delivery> first = spool.claim(1);
        strays.sweep();
        spool.database.transactions().once(connection -> {
            spool.queue.release(connection, first);
            return null;
        });
        spool.claim(1);

        strays.sweep();

        assertThat(owners()).containsExactly("[" + spool.instance.identity() + "]");
    }

    @Test
    void theLeasesOfOthersAreTheirs() throws SQLException {
        try (Spool other = Spool.on(spool.database)) {
            other.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));
            other.claim(1);

            strays.sweep();
            strays.sweep();

            assertThat(owners()).containsExactly("[" + other.instance.identity() + "]");
        }
    }

    private List<String> owners() {
        return spool.database.rows("select lease_owner from delivery");
    }
}
