package io.posthorn.testing;

import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;

/** A test in the container that looks into the tables: they are up to date before it begins. */
public abstract class WithTables {

    @Inject
    protected Flyway flyway;

    @BeforeEach
    void theTablesAreThere() {
        flyway.migrate();
    }
}
