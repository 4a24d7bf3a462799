package io.posthorn.intervention;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** One attempt is under way and one more is on record; everything else that is leased waits in memory. */
public final class OneAtATime implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("posthorn.delivery.transactional-concurrency", "1", "posthorn.delivery.journal-ahead", "1");
    }
}
