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
import java.time.Duration;

/**
 * A mail client together with the event loop it lives on. A verticle, because undeploying one is the only way to make
 * the client let go of a connection whose server has fallen silent: it then closes every socket that was opened here.
 */
final class MailerSession extends AbstractVerticle {

    /** While a connection is this young, it is looked for whenever the event loop comes round. */
    private static final long YOUNG = Duration.ofMillis(10).toNanos();

    private static final long OLD = Duration.ofSeconds(1).toNanos();

    private final MailClients clients;
    private MailClient client;
    private int sending;
    private boolean watching;
    private boolean ended;

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
            sending++;
            client.sendMail(message, result -> {
                sending--;
                answer.handle(result);
            });
            if (!watching) {
                watch(System.nanoTime());
            }
        });
    }

    /**
     * Equips the connections there are, and looks again for as long as there are fewer than mails under way: the client
     * does not tell when it makes a new one, and that must be found before much is said on it.
     */
    private void watch(long since) {
        watching = !ended
                && ((ContextInternal) context).nettyEventLoop() instanceof SingleThreadEventLoop loop
                && Sockets.equip(loop, clients.port()) < sending;
        if (!watching) {
            return;
        }
        long waited = System.nanoTime() - since;
        if (waited < YOUNG) {
            context.runOnContext(again -> watch(since));
        } else {
            vertx.setTimer(waited < OLD ? 1 : 10, again -> watch(since));
        }
    }

    /** Closes all connections, in use or not. */
    Future<Void> end(Vertx owner) {
        Promise<Void> promise = Promise.promise();
        context.runOnContext(now -> {
            ended = true;
            client.close();
            owner.undeploy(deploymentID()).onComplete(promise);
        });
        return promise.future();
    }
}
