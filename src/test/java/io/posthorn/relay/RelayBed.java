package io.posthorn.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.smtp.SinkOptions;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpSink;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A mailer relay and the server it talks to. */
final class RelayBed implements AutoCloseable {

    static final int CONNECTIONS = 3;
    static final Duration LONG = Duration.ofSeconds(20);

    final SmtpSink sink;
    final MailerRelay relay;
    private final Vertx vertx = Vertx.vertx();

    RelayBed() {
        this(LONG, SinkOptions.PLAIN, config -> {});
    }

    RelayBed(Duration timeout, SinkOptions options, Consumer<MailConfig> change) {
        sink = SmtpSink.start(0, options);
        relay = new MailerRelay(
                "default", new PlainMailClients(vertx, sink.port(), CONNECTIONS, change), vertx, timeout);
    }

    CompletableFuture<RelayResult> start(MimeMessage message) {
        return relay.attempt(Mails.ENVELOPE, message).toCompletableFuture();
    }

    List<CompletableFuture<RelayResult>> start(int mails) {
        return IntStream.range(0, mails).mapToObj(i -> start(Mails.aMessage())).toList();
    }

    RelayResult attempt(MimeMessage message) throws Exception {
        return start(message).get(30, TimeUnit.SECONDS);
    }

    RelayResult attempt() throws Exception {
        return attempt(Mails.aMessage());
    }

    /** Twice as many as there are connections, one after the other: a slot that was lost would show. */
    void theNextMailsPass() throws Exception {
        sink.reply(SmtpScript.ACCEPT);
        long before = sink.accepted();
        for (int i = 0; i < 2 * CONNECTIONS; i++) {
            assertThat(attempt()).isInstanceOf(RelayResult.Accepted.class);
        }
        assertThat(sink.accepted()).isEqualTo(before + 2 * CONNECTIONS);
        assertThat(sink.violations()).isEmpty();
    }

    @Override
    public void close() {
        relay.close();
        sink.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
