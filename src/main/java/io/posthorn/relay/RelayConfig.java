package io.posthorn.relay;

import io.posthorn.throttle.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How mail leaves. The limits are those of the default relay. The default relay's server, TLS and password are the Quarkus mailer's:
 * {@code quarkus.mailer.*}.
 */
@ConfigMapping(prefix = "posthorn.relay")
public interface RelayConfig extends Limits {

    /** Where mail goes. */
    @WithDefault("mailer")
    Transport transport();

    /**
     * Longest that one attempt by the default relay may take, from the request for a connection to the reply to the final dot. After it
     * the attempt is in doubt, and the connection it used is given up. Longer than the 60 seconds that the mail client
     * takes to give up connecting, which is not in doubt.
     */
    @WithDefault("75s")
    Duration timeout();

    /** How often files with a relay's user name or password are looked at for something new. */
    @WithDefault("10s")
    Duration loginCheck();

    /** When a relay that does not answer is left alone. */
    Breaker breaker();

    /** Left alone is a relay with which so many attempts in a row had no session or no answer. */
    interface Breaker {

        /** So many. */
        @WithDefault("5")
        int failures();

        /** How long it is left alone before one attempt tries it again; doubles each time that it does not answer. */
        @WithDefault("5s")
        Duration pause();

        /** Longest that it is left alone. */
        @WithDefault("10s")
        Duration longestPause();
    }

    /** The ways out. */
    enum Transport {
        /** The server of {@code quarkus.mailer.*}. */
        MAILER,
        /** Nowhere: every mail is accepted and thrown away. For rehearsals of everything but SMTP. */
        DISCARD
    }
}
