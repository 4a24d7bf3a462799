package io.posthorn.relay;

import io.posthorn.smtp.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A relay by the mail client behind the Quarkus mailer.
 *
 * <p>The client is handed headers that it must not add to, and the whole MIME body as a plain text that it finds nothing
 * to encode in, so that the bytes on the wire are those of the {@link MimeMessage}. It wants LF between the
 * lines of that text, ends each with CRLF itself, and drops empty ones at the end; {@link WireCheck} sees that there are none.
 *
 * <p>Its shortcomings are made up for here. It queues without bound and without a time-out when all its connections are
 * busy: so it never gets more mails than it has connections, the others wait here. It waits for ever for a server that
 * has fallen silent, and the connection is lost to its pool: so there is a time-out around every attempt, after which
 * the client with all its connections is replaced, and closed as soon as the attempts it still has are over. It may
 * deliver a mail long after the time-out; that is what in doubt means.
 *
 * <p>Stages complete on an event loop: what follows must not block.
 */
final class MailerRelay implements Relay, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MailerRelay.class);
    private static final RelayResult ACCEPTED = new RelayResult.Accepted(new Reply(250, Optional.empty(), ""));

    private final String name;
    private final MailClients clients;
    private final Vertx vertx;
    private final Duration timeout;
    private final int slots;
    private final long sweeper;

    private final Set<Attempt> waiting = new LinkedHashSet<>();
    private final Set<Attempt> sending = new LinkedHashSet<>();
    private final Set<Future<MailerSession>> sessions = new HashSet<>();
    private Future<MailerSession> current;
    private boolean closed;

    /** The relay of that name; {@code timeout} is the longest that one attempt may take. */
    MailerRelay(String name, MailClients clients, Vertx vertx, Duration timeout) {
        this.name = name;
        this.clients = clients;
        this.vertx = vertx;
        this.timeout = timeout;
        this.slots = clients.connections();
        long period = Math.max(10, Math.min(1000, timeout.toMillis() / 20));
        this.sweeper = vertx.setPeriodic(period, tick -> expire());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String host() {
        return clients.host();
    }

    @Override
    public int connections() {
        return slots;
    }

    @Override
    public CompletionStage<RelayResult> attempt(Envelope envelope, MimeMessage message) {
        Optional<String> fault = WireCheck.fault(envelope.sender(), envelope.recipient(), message);
        if (fault.isPresent()) {
            return CompletableFuture.completedFuture(new RelayResult.Unsendable(fault.get()));
        }
        Attempt attempt = new Attempt(toClient(envelope, message), System.nanoTime() + timeout.toNanos());
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedFuture(new RelayResult.Unreachable("the relay is shut down"));
            }
            if (sending.size() >= slots) {
                waiting.add(attempt);
                return attempt.result;
            }
            sending.add(attempt);
        }
        send(attempt);
        return attempt.result;
    }

    private static MailMessage toClient(Envelope envelope, MimeMessage message) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : message.headers()) {
            headers.add(header.getKey(), header.getValue());
        }
        String lines = message.body().substring(0, message.body().length() - 2);
        return new MailMessage()
                .setFrom(envelope.sender().value())
                .setTo(envelope.recipient().value())
                .setFixedHeaders(true)
                .setHeaders(headers)
                .setText(lines.replace("\r\n", "\n"));
    }

    private void send(Attempt attempt) {
        Future<MailerSession> session;
        synchronized (this) {
            if (current == null && !closed) {
                current = open();
                sessions.add(current);
            }
            session = current;
            attempt.session = session;
        }
        if (session == null) {
            return;
        }
        session.onSuccess(open -> open.send(attempt.message, answer -> {
                    RelayResult result = answer.succeeded() ? ACCEPTED : MailerFailure.toResult(answer.cause());
                    finish(attempt, result);
                }))
                .onFailure(failure -> vertx.runOnContext(later -> {
                    retire(session);
                    finish(attempt, new RelayResult.Unreachable("no mail client: " + failure.getMessage()));
                }));
    }

    private Future<MailerSession> open() {
        MailerSession session = new MailerSession(clients);
        return vertx.deployVerticle(session).map(session);
    }

    /** Frees the slot and lets the next one have it; does nothing if the attempt was over before. */
    private void finish(Attempt attempt, RelayResult result) {
        Attempt next = null;
        synchronized (this) {
            if (!sending.remove(attempt)) {
                return;
            }
            Iterator<Attempt> first = waiting.iterator();
            if (first.hasNext()) {
                next = first.next();
                first.remove();
                sending.add(next);
            }
        }
        if (next != null) {
            send(next);
        }
        attempt.result.complete(result);
    }

    private void expire() {
        long now = System.nanoTime();
        List<Attempt> silent = new ArrayList<>();
        List<Attempt> late = new ArrayList<>();
        synchronized (this) {
            sending.stream().filter(attempt -> attempt.deadline - now <= 0).forEach(silent::add);
            waiting.stream().takeWhile(attempt -> attempt.deadline - now <= 0).forEach(late::add);
            late.forEach(waiting::remove);
        }
        late.forEach(attempt -> attempt.result.complete(
                new RelayResult.Unreachable("no connection to the relay was free for " + timeout)));
        silent.forEach(attempt -> retire(attempt.session));
        silent.forEach(attempt -> finish(attempt, new RelayResult.InDoubt("no answer from the relay for " + timeout)));
    }

    /** From now on makes new connections, as the configuration is now; those there are end after their attempts. */
    void renew() {
        Future<MailerSession> outdated;
        synchronized (this) {
            outdated = current;
        }
        retire(outdated);
    }

    /** Does so if those certificates are its own. */
    void renewCertificates(String tlsConfiguration) {
        if (clients.use(tlsConfiguration)) {
            LOG.infof("Relay %s has new certificates; new connections use them", name);
            renew();
        }
    }

    /** Takes a session out of use; it ends when its last attempt must be over. */
    private void retire(Future<MailerSession> session) {
        synchronized (this) {
            if (session == null || current != session) {
                return;
            }
            current = null;
        }
        vertx.setTimer(timeout.toMillis() + 1000, later -> end(session));
    }

    private Future<Void> end(Future<MailerSession> session) {
        synchronized (this) {
            if (!sessions.remove(session)) {
                return Future.succeededFuture();
            }
        }
        return session.compose(open -> open.end(vertx)).otherwiseEmpty();
    }

    /** Ends every attempt there is, and closes all connections. */
    @Override
    public void close() {
        List<Attempt> unsent;
        List<Attempt> sent;
        List<Future<MailerSession>> open;
        synchronized (this) {
            closed = true;
            current = null;
            unsent = List.copyOf(waiting);
            sent = List.copyOf(sending);
            open = List.copyOf(sessions);
            waiting.clear();
        }
        vertx.cancelTimer(sweeper);
        Future<?> ended = Future.all(open.stream().map(this::end).toList());
        unsent.forEach(attempt -> attempt.result.complete(new RelayResult.Unreachable("the relay is shut down")));
        sent.forEach(attempt -> finish(attempt, new RelayResult.InDoubt("the relay was shut down")));
        if (!Context.isOnEventLoopThread()) {
            // Vert.x, which is closed next, would trip over sessions that are half ended.
            ended.toCompletionStage()
                    .toCompletableFuture()
                    .completeOnTimeout(null, 5, TimeUnit.SECONDS)
                    .join();
        }
    }

    private static final class Attempt {
        final MailMessage message;
        final long deadline;
        final CompletableFuture<RelayResult> result = new CompletableFuture<>();
        Future<MailerSession> session;

        Attempt(MailMessage message, long deadline) {
            this.message = message;
            this.deadline = deadline;
        }
    }
}
