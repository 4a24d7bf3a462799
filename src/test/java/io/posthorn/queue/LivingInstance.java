package io.posthorn.queue;

import jakarta.enterprise.inject.Vetoed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** An instance that gives no sign of life and looks at those of others. */
@Vetoed
final class LivingInstance extends InstanceLease {

    LivingInstance() {
        super(null, null, null, null, null, "here");
    }

    /** Has it look twice, with no time between: whose sign is too old is dead. */
    Optional<DeadInstances.Estate> takeOver(Connection connection) throws SQLException {
        DeadInstances instances = new DeadInstances(this, new Sightings(Duration.ZERO, () -> 0));
        instances.takeOver(connection);
        return instances.takeOver(connection);
    }
}
