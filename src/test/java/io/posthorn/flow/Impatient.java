package io.posthorn.flow;

import io.posthorn.testing.JumpingClock;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** Hours become moments, and the machine's clock is wrong all the time. */
public final class Impatient implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "posthorn.limits.tenants.one-an-hour.rate", "1/h",
                "posthorn.delivery.longest-wait", "500ms",
                "posthorn.retry.pauses", "300ms",
                "posthorn.retry.streams.slow.late-after", "1s",
                "posthorn.retry.streams.brief.lifetime", "2s",
                "posthorn.retry.streams.patient.pauses", "1h",
                "posthorn.queue.poll-interval", "50ms");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(JumpingClock.class);
    }
}
