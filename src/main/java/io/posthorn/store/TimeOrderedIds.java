package io.posthorn.store;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * UUIDs of version 7 (RFC 9562) by the database's time: ids are ranges of time, to partitions and to whoever searches,
 * so that an instance whose clock is wrong must not make them.
 */
@ApplicationScoped
public class TimeOrderedIds {

    private final TimeOrderedEpochFactory random;
    private final TimeOrderedEpochFactory ascending;

    TimeOrderedIds(DatabaseClock clock) {
        random = TimeOrderedEpochFactory.builder()
                .withInstantFunction(clock::now)
                .build();
        ascending = TimeOrderedEpochFactory.builder()
                .withInstantFunction(clock::now)
                .withIncrementPlus1()
                .build();
    }

    /** An id that tells nothing of its neighbours. */
    public UUID unguessable() {
        return random.create();
    }

    /** An id greater than the last, so that what is written in one go keeps its order. */
    public UUID next() {
        return ascending.create();
    }
}
