package io.posthorn.relay;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Looks now and then whether a relay's login has changed, and has the relay make new connections with it then. */
final class LoginWatch {

    private static final Logger LOG = Logger.getLogger(LoginWatch.class);

    private final Vertx vertx;
    private final long timer;

    LoginWatch(Vertx vertx, LoginSource login, MailerRelay relay, Duration period) {
        this.vertx = vertx;
        this.timer = vertx.setPeriodic(
                period.toMillis(),
                tick -> vertx.executeBlocking(login::reread).onSuccess(changed -> {
                    if (changed) {
                        LOG.infof("Relay %s has a new login; new connections use it", relay.name());
                        relay.renew();
                    }
                }));
    }

    void close() {
        vertx.cancelTimer(timer);
    }
}
