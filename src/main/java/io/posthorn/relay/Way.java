package io.posthorn.relay;

import io.posthorn.mail.EmailAddress;

/**
 * How a delivery goes.
 *
 * @param route by which relays
 * @param to to whom: the recipient, or who gets its mail instead
 */
public record Way(Route route, EmailAddress to) {}
