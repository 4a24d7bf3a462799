package io.posthorn.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.EmailAddress;
import io.posthorn.relay.RelayResult.Accepted;
import io.posthorn.relay.RelayResult.InDoubt;
import io.posthorn.relay.RelayResult.Refused;
import io.posthorn.relay.RelayResult.Unreachable;
import io.posthorn.smtp.SmtpPhase;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorTest {

    private static final Vertx VERTX = Vertx.vertx();

    private final Simulator simulator = new Simulator(VERTX);

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @CsvSource({
        "bounce, 550, 5.1.1",
        "bounce+5.7.1, 550, 5.7.1",
        "Bounce+5.2.2+order-77, 550, 5.2.2",
        "bounce+order-77, 550, 5.1.1",
        "defer, 451, 4.3.2",
        "defer+4.7.1, 451, 4.7.1",
        "defer-once, 451, 4.3.2",
        "bounce+4.7.1, 550, 5.1.3",
        "defer+5.1.1, 550, 5.1.3",
        "ada, 550, 5.1.3",
    })
    void aRefusalIsAsItsAddressSays(String local, int code, String enhanced) throws Exception {
        assertThat(attempt(local, 1)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reply().code()).isEqualTo(code);
            assertThat(refused.reply().enhancedCode().map(Object::toString)).contains(enhanced);
            assertThat(refused.reply().text()).contains("simulated");
            assertThat(refused.phase()).isEqualTo(SmtpPhase.RCPT);
        });
    }

    @Test
    void whatIsDeferredOnceIsAcceptedThen() throws Exception {
        assertThat(attempt("defer-once+4.7.1", 1)).isInstanceOf(Refused.class);
        assertThat(attempt("defer-once+4.7.1", 2)).isInstanceOf(Accepted.class);
        assertThat(attempt("defer+4.7.1", 2)).isInstanceOf(Refused.class);
    }

    @Test
    void theOtherOutcomesHaveAnAddressToo() throws Exception {
        assertThat(attempt("accept", 1)).isInstanceOf(Accepted.class);
        assertThat(attempt("accept+1", 1)).isInstanceOf(Accepted.class);
        assertThat(attempt("drop-after-data", 1)).isInstanceOf(InDoubt.class);
        assertThat(attempt("unreachable", 1)).isInstanceOf(Unreachable.class);
    }

    @Test
    void theSlowOneTakesItsTimeAndBlocksNobody() throws Exception {
        assertThat(begin("slow", 1).isDone()).isFalse();
        assertThat(attempt("slow+1", 1)).isInstanceOf(Accepted.class);
    }

    @Test
    void nothingPassesThatCouldNotBeSent() throws Exception {
        assertThat(attempt("\"accept,\"", 1)).isInstanceOf(RelayResult.Unsendable.class);
    }

    private RelayResult attempt(String local, int attempt) throws Exception {
        return begin(local, attempt).get(60, TimeUnit.SECONDS);
    }

    private CompletableFuture<RelayResult> begin(String local, int attempt) {
        EmailAddress recipient = new EmailAddress(local + "@simulator.invalid");
        assertThat(Simulator.takes(recipient)).isTrue();
        return simulator
                .attempt(new Envelope(new EmailAddress("shop@example.org"), recipient, attempt), Mails.aMessage())
                .toCompletableFuture();
    }
}
