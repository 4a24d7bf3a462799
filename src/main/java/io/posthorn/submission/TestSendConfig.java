package io.posthorn.submission;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Samples that are sent to be looked at in a real mail program. */
@ConfigMapping(prefix = "posthorn.test-send")
public interface TestSendConfig {

    /** Who may get one: addresses, or {@code @example.org} for everybody there. Nobody if not given. */
    Optional<List<String>> recipients();
}
