package io.posthorn.relay;

import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.smtp.Dialogue;
import io.posthorn.testing.smtp.DialogueServer;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.StartTLSOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/** A mailer relay with one connection, and the server it talks to: with TLS and a password, by a dialogue. */
public final class DialogueBed implements AutoCloseable {

    private final DialogueServer server;
    private final MailerRelay relay;

    /** The relay gives up after that time. */
    public DialogueBed(Vertx vertx, Duration timeout, Dialogue usual, SSLContext tls) {
        server = DialogueServer.start(usual, tls);
        PlainMailClients clients = new PlainMailClients(
                vertx,
                server.port(),
                1,
                config -> config.setStarttls(StartTLSOptions.REQUIRED)
                        .setTrustAll(true)
                        .setLogin(LoginOption.REQUIRED)
                        .setAuthMethods("PLAIN")
                        .setUsername("posthorn")
                        .setPassword("hunter2"));
        relay = new MailerRelay("default", clients, vertx, timeout);
    }

    /** What the servers show to those who want TLS; its key is kept in that directory. */
    public static SSLContext tls(Path directory) throws Exception {
        return Certificate.make(directory, "sink.test").context();
    }

    /** Through which the mails go. */
    public Relay relay() {
        return relay;
    }

    /** From now on the server plays that dialogue in that phase. */
    public void misbehave(Dialogue dialogue, SmtpPhase phase) {
        server.misbehave(dialogue, phase);
    }

    /** The server plays the usual dialogue again. */
    public void behave() {
        server.behave();
    }

    /** Sends one mail. */
    public CompletableFuture<RelayResult> attempt() {
        return relay.attempt(Mails.ENVELOPE, Mails.aMessage()).toCompletableFuture();
    }

    /** Mails that the server has taken. */
    public long taken() {
        return server.taken();
    }

    /** Octets that the server could send. */
    public long said() {
        return server.said();
    }

    @Override
    public void close() {
        relay.close();
        server.close();
    }
}
