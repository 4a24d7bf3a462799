package io.posthorn.submission;

import io.posthorn.audit.AuditTrail;
import io.posthorn.store.FreshDatabase;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Offsets without the container. */
public final class Offsets {

    private Offsets() {}

    public static IntakeOffsets on(FreshDatabase database) {
        return new IntakeOffsets(database.transactions(), new AuditTrail(database.ids()));
    }

    /** The same, and something happens while the database is asked where a partition stands. */
    public static IntakeOffsets on(FreshDatabase database, Callable<?> meanwhile) {
        return new IntakeOffsets(database.transactions(), new AuditTrail(database.ids())) {
            @Override
            public Optional<Position> find(String topic, int partition) throws SQLException {
                try {
                    meanwhile.call();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                return super.find(topic, partition);
            }
        };
    }

    /** Has a partition stand there, whatever there was before. */
    public static void begin(FreshDatabase database, String topic, int partition, IntakeOffsets.Position position)
            throws SQLException {
        IntakeOffsets offsets = on(database);
        IntakeOffsets.Position found = offsets.find(topic, partition).orElse(null);
        if (!offsets.begin(topic, partition, found, position, "a test")) {
            throw new IllegalStateException(topic + " stands elsewhere");
        }
    }
}
