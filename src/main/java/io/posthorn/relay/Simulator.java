package io.posthorn.relay;

import io.posthorn.mail.EmailAddress;
import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * A next hop that is none: what becomes of a mail stands in its recipient's address, as in {@code bounce+5.1.1}. For
 * whoever wants to see what their program makes of an outcome. The domain is one that no mail can ever go to (RFC 2606
 * section 2), so nobody's mail is swallowed.
 */
final class Simulator implements Relay {

    static final String NAME = "simulator";

    /** Its domain; it is no setting, since any other might be somebody's. */
    static final String DOMAIN = "simulator.invalid";

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int SLOW = 5;
    private static final Pattern CODE = Pattern.compile("[45]\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,2}");
    private static final RelayResult ACCEPTED = new RelayResult.Accepted(Reply.of(250, "2.0.0 simulated"));

    private final Vertx vertx;

    Simulator(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Whether that is one of its addresses. */
    static boolean takes(EmailAddress recipient) {
        return recipient.domain().equals(DOMAIN);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String host() {
        return null;
    }

    @Override
    public int connections() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean pretends() {
        return true;
    }

    @Override
    public CompletionStage<RelayResult> attempt(Envelope envelope, MimeMessage message) {
        Optional<String> fault = WireCheck.fault(envelope.sender(), envelope.recipient(), message);
        if (fault.isPresent()) {
            return CompletableFuture.completedFuture(new RelayResult.Unsendable(fault.get()));
        }
        String[] words =
                envelope.recipient().localPart().toLowerCase(Locale.ROOT).split("\\+", 3);
        String argument = words.length > 1 ? words[1] : "";
        if (words[0].equals("slow")) {
            return after(SECONDS.matcher(argument).matches() ? Integer.parseInt(argument) : SLOW);
        }
        return CompletableFuture.completedFuture(
                switch (words[0]) {
                    case "accept" -> ACCEPTED;
                    case "bounce" -> refused(550, '5', argument, "5.1.1");
                    case "defer" -> refused(451, '4', argument, "4.3.2");
                    case "defer-once" -> envelope.attempt() > 1 ? ACCEPTED : refused(451, '4', argument, "4.3.2");
                    case "drop-after-data" ->
                        new RelayResult.InDoubt("simulated: the connection was lost after the final dot");
                    case "unreachable" -> new RelayResult.Unreachable("simulated: there is no way to the host");
                    default -> unknown();
                });
    }

    private CompletionStage<RelayResult> after(int seconds) {
        CompletableFuture<RelayResult> result = new CompletableFuture<>();
        long millis = Math.min(Duration.ofSeconds(seconds).toMillis(), LONGEST.toMillis());
        vertx.setTimer(Math.max(1, millis), timer -> result.complete(ACCEPTED));
        return result;
    }

    /** What looks like a code must be one of that class; anything else is there to tell one address from another. */
    private static RelayResult refused(int reply, char status, String argument, String otherwise) {
        boolean given = CODE.matcher(argument).matches();
        if (given && argument.charAt(0) != status) {
            return unknown();
        }
        return new RelayResult.Refused(Reply.of(reply, (given ? argument : otherwise) + " simulated"), SmtpPhase.RCPT);
    }

    private static RelayResult unknown() {
        return new RelayResult.Refused(
                Reply.of(
                        550,
                        "5.1.3 simulated: no such address; there are accept, bounce, defer, defer-once,"
                                + " drop-after-data, unreachable and slow"),
                SmtpPhase.RCPT);
    }
}
