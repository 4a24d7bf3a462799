package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Lane;
import io.posthorn.mail.OnDoubt;
import io.posthorn.store.FreshDatabase;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParkingTest {

    @Test
    void ofManyKeysEachHasItsTurn() throws SQLException {
        try (Spool spool = Spool.on(FreshDatabase.create())) {
            Parking parking = spool.parking();
            for (String key : new String[] {"tenant:b", "relay:a", "destination:a", "relay:c", "tenant:a"}) {
                spool.accept(Spool.mail(OnDoubt.RESEND, "ada@example.org"));
                parking.park(Lane.TRANSACTIONAL, Map.of(spool.claim(1).get(0), key));
            }

            assertThat(parking.keys(Lane.TRANSACTIONAL, 2)).containsExactly("destination:a", "relay:a");
            assertThat(parking.keys(Lane.TRANSACTIONAL, 2)).containsExactly("relay:c", "tenant:a");
            assertThat(parking.keys(Lane.TRANSACTIONAL, 2)).containsExactly("tenant:b");
            assertThat(parking.keys(Lane.TRANSACTIONAL, 2)).containsExactly("destination:a", "relay:a");
        }
    }
}
