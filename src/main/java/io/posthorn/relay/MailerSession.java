package io.posthorn.relay;

import io.netty.channel.SingleThreadEventLoop;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
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
    private int channels;

    MailerSession(MailClients clients) {
        this.clients = clients;
    }

    @Override
    public void start() {
        client = clients.open();
    }

    /** Sends on this session's event loop, and answers there. */
    void send(MailMessage message, Handler<AsyncResult<MailResult>> answer) {
        context.runOnContext(now -> {
            gatherWrites();
            client.sendMail(message, answer);
        });
    }

    /** Looks for new connections, if there can be any. */
    private void gatherWrites() {
        if (((ContextInternal) context).nettyEventLoop() instanceof SingleThreadEventLoop loop
                && loop.registeredChannels() != channels
                && GatheredWrites.install(loop, clients.port())) {
            channels = loop.registeredChannels();
        }
    }

    /** Closes all connections, in use or not. */
    Future<Void> end(Vertx owner) {
        Promise<Void> ended = Promise.promise();
        context.runOnContext(now -> {
            client.close();
            owner.undeploy(deploymentID()).onComplete(ended);
        });
        return ended.future();
    }
}
