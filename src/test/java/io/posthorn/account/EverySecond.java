package io.posthorn.account;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The account is brought up to date at once, and old mails are looked at again soon. */
public class EverySecond implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "posthorn.account.interval",
                "100ms",
                "posthorn.account.look-back",
                "3",
                "posthorn.retry.streams.slow.late-after",
                "1s",
                "posthorn.queue.poll-interval",
                "50ms");
    }
}
