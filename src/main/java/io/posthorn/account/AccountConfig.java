package io.posthorn.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The account of everything that came in. */
@ConfigMapping(prefix = "posthorn.account")
public interface AccountConfig {

    /** How often one of the instances looks at what has happened since. */
    @WithDefault("1m")
    Duration interval();

    /**
     * How many of the mails that something has happened to since it looks at each time. While more come than that, the
     * others are looked at as older mails, when the round comes by; offsets are all looked at, each time.
     */
    @WithDefault("2000")
    int lookAt();

    /** How many older mails it looks at again each time, round and round; 0 to look at none. */
    @WithDefault("2000")
    int lookBack();
}
