package io.posthorn.submission;

import io.posthorn.audit.AuditTrail;
import io.posthorn.store.FreshDatabase;
import java.sql.SQLException;

/** Offsets without the container. */
public final class Offsets {

    private Offsets() {}

    public static IntakeOffsets on(FreshDatabase database) {
        return new IntakeOffsets(database.transactions(), new AuditTrail(database.ids()));
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
