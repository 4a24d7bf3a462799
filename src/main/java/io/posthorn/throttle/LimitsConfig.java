package io.posthorn.throttle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Limits by destination and by tenant. Those of a relay stand with the relay. */
@ConfigMapping(prefix = "posthorn.limits")
public interface LimitsConfig {

    /** Of domains that share their limits, since the same servers take their mail; by a name of your choice. */
    Map<String, Destination> destinations();

    /** Of every recipient domain that is in none of those groups, each for itself. */
    Limits eachDestination();

    /** By the tenant's name. */
    Map<String, Limits> tenants();

    /** Of every tenant that is not named, each for itself. */
    Limits eachTenant();

    /** What is done when a server asks to go slower, by 421 or 4.7.x. */
    Slowdown slowdown();

    /** Domains that share limits. */
    interface Destination extends Limits {

        /** The domains; {@code *.example.org} is every domain below that one. */
        List<String> domains();
    }

    /** After each such reply half as many attempts at a time, and none at all for a pause. */
    interface Slowdown {

        /** The pause after the first such reply; doubles with each that follows. */
        @WithDefault("1s")
        Duration pause();

        /** Longest pause. */
        @WithDefault("1m")
        Duration longestPause();
    }
}
