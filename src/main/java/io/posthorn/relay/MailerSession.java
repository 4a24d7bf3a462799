package io.posthorn.relay;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;

/**
 * A mail client together with the event loop it lives on. A verticle, because undeploying one is the only way to make
 * the client let go of a connection whose server has fallen silent: it then closes every socket that was opened here.
 */
final class MailerSession extends AbstractVerticle {

    private final MailClients clients;
    private MailClient client;

    MailerSession(MailClients clients) {
        this.clients = clients;
    }

    @Override
    public void start() {
        client = clients.open();
    }

    /** Sends on this session's event loop, and answers there. */
    void send(MailMessage message, Handler<AsyncResult<MailResult>> answer) {
        context.runOnContext(now -> client.sendMail(message, answer));
    }

    /** Closes all connections, in use or not. */
    void end(Vertx owner) {
        context.runOnContext(now -> {
            client.close();
            owner.undeploy(deploymentID());
        });
    }
}
