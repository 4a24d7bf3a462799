package io.posthorn.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Keeps the mail of a system that is not in production from people. */
@ConfigMapping(prefix = "posthorn.staging")
public interface StagingConfig {

    /** What becomes of mail. */
    @WithDefault("live")
    Mode mode();

    /** Where all mail goes with {@code mode=redirect}. */
    Optional<String> redirectTo();

    /**
     * Who gets mail all the same, if the mode is not {@code live}: addresses, domains as in {@code example.org}, and all
     * domains below one as in {@code *.example.org}.
     */
    Optional<List<String>> allowed();

    /** The modes. */
    enum Mode {
        /** It goes to its recipients. */
        LIVE,
        /** It goes to one address, whoever its recipient is. */
        REDIRECT,
        /** It goes nowhere, as if it had been sent. */
        DRY_RUN
    }
}
