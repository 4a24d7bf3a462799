package io.posthorn.relay;

import io.posthorn.mail.EmailAddress;
import java.util.concurrent.CompletionStage;

/** The way to one next hop. */
public interface Relay {

    /** Name in configuration, metrics and results. */
    String name();

    /**
     * Makes one SMTP transaction for one recipient. Does not block. The stage always completes normally, and within
     * the relay's time-out, whatever the server does.
     *
     * @param sender envelope sender
     * @param recipient the one envelope recipient
     * @param message what goes between DATA and the final dot
     */
    CompletionStage<RelayResult> attempt(EmailAddress sender, EmailAddress recipient, MimeMessage message);
}
