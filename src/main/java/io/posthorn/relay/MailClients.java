package io.posthorn.relay;

import io.vertx.ext.mail.MailClient;

/** Where mail clients come from. */
interface MailClients {

    /** A new client with connections of its own, bound to the Vert.x context it is called on. Does not block. */
    MailClient open();

    /** How many connections one client makes at most. */
    int connections();

    /** The server. */
    String host();

    /** The server's port. */
    int port();

    /** Whether they use {@code quarkus.tls.<name>}, as it is when they are opened. */
    boolean use(String tlsConfiguration);
}
