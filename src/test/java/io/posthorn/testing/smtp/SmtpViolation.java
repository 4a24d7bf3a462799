package io.posthorn.testing.smtp;

import java.io.IOException;

/** The client broke the protocol in a way after which nothing it says can be trusted. */
final class SmtpViolation extends IOException {

    private static final long serialVersionUID = 1L;

    SmtpViolation(String what) {
        super(what);
    }
}
