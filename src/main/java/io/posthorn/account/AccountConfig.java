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

    /** How many older mails it looks at again each time, round and round; 0 to look at none. */
    @WithDefault("10000")
    int lookBack();
}
