package io.posthorn.relay;

import java.io.IOException;

/** The session was over before any mail was at stake. */
final class NoSessionException extends IOException {

    private static final long serialVersionUID = 1L;

    NoSessionException(String message) {
        super(message);
    }
}
