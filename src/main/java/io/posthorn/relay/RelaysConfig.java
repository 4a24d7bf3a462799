package io.posthorn.relay;

import io.posthorn.throttle.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Relays beside the default one, which is the Quarkus mailer's. Routes lead to them by their names. */
@ConfigMapping(prefix = "posthorn.relays")
public interface RelaysConfig {

    /** By the relay's name: lower-case letters, digits and hyphens. */
    @WithParentName
    Map<String, Server> byName();

    /** One next hop. */
    interface Server extends Limits {

        /** Its host. */
        String host();

        /** Its port; without it 465 with TLS from the start, else 587. */
        OptionalInt port();

        /** How the session is encrypted. */
        @WithDefault("required")
        Tls tls();

        /** Says that mail to this relay may go in the clear. Without it {@code none} and {@code opportunistic} are refused. */
        @WithDefault("false")
        boolean clearTextAllowed();

        /** Whom to trust, and with which certificate of our own: a {@code quarkus.tls.<name>}. Without it the JVM's. */
        Optional<String> tlsConfigurationName();

        /** Who logs in; without it nobody does. */
        Optional<String> username();

        /** A file that holds the user name, instead. Read again when it changes. */
        Optional<Path> usernameFile();

        /** The password. */
        Optional<String> password();

        /** A file that holds the password, instead. Read again when it changes. */
        Optional<Path> passwordFile();

        /** What to call ourselves in EHLO; without it the machine's name. */
        Optional<String> ownHostName();

        /**
         * Connections that this instance makes at a time. Fewer than there are attempts at a time, slow ones counted, may
         * all be taken by one slow destination.
         */
        @WithDefault("40")
        int maxConnections();

        /** How long a connection is kept that nothing is sent over. */
        @WithDefault("30s")
        Duration idleTimeout();

        /** Longest to wait for a connection. */
        @WithDefault("10s")
        Duration connectTimeout();

        /**
         * Longest that one attempt may take, from the request for a connection to the reply to the final dot. After it
         * the attempt is in doubt.
         */
        @WithDefault("75s")
        Duration timeout();
    }

    /** What encrypts a session. */
    enum Tls {
        /** Nothing. */
        NONE,
        /** STARTTLS (RFC 3207) if the server offers it, which anybody in between can prevent. */
        OPPORTUNISTIC,
        /** STARTTLS, and nothing is sent without it. */
        REQUIRED,
        /** TLS from the first octet on (RFC 8314 section 3.3). */
        IMPLICIT
    }
}
