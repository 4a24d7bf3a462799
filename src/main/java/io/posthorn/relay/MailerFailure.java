package io.posthorn.relay;

import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import io.vertx.ext.mail.SMTPException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;

/**
 * What a failure of the mail client means. It tells a phase only by the words its message begins with, and a lost
 * connection not at all; whatever is not known for certain to have failed before the final dot is in doubt.
 */
final class MailerFailure {

    private static final Map<String, SmtpPhase> PHASES = Map.of(
            "got error response", SmtpPhase.GREETING,
            "HELO failed", SmtpPhase.EHLO,
            "AUTH ", SmtpPhase.AUTH,
            "sender address not accepted", SmtpPhase.MAIL,
            "recipient address not accepted", SmtpPhase.RCPT,
            "DATA command not accepted", SmtpPhase.DATA,
            "sending data failed", SmtpPhase.DOT);

    /** Messages of failures that come before the envelope is sent. */
    private static final List<String> BEFORE_MAIL = List.of(
            "STARTTLS required but", "login is required, but", "mail client has been closed", "connection pool");

    private static final Pattern LINE = Pattern.compile("([2-5]\\d\\d)(?:[ -](.*))?", Pattern.DOTALL);
    private static final Pattern REPEATED_CODE = Pattern.compile("^[245]\\.\\d{1,3}\\.\\d{1,3}\\s+");

    private MailerFailure() {}

    static RelayResult toResult(Throwable failure) {
        if (failure instanceof SMTPException refusal) {
            return refused(refusal);
        }
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof NoSessionException) {
            return new RelayResult.Unreachable(message);
        }
        if (failure instanceof UnknownHostException) {
            return new RelayResult.Unreachable("the relay's host name cannot be resolved");
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return new RelayResult.Unreachable("no connection to the relay: " + message);
        }
        if (failure instanceof SSLHandshakeException) {
            return new RelayResult.Unreachable("no TLS with the relay: " + innermost(failure));
        }
        if (BEFORE_MAIL.stream().anyMatch(message::startsWith)) {
            return new RelayResult.Unreachable(message);
        }
        if (message.startsWith("message exceeds allowed size")) {
            return new RelayResult.Unsendable("the message is larger than the relay's SIZE allows");
        }
        return new RelayResult.InDoubt("the session ended without a reply: " + message);
    }

    /** The client only says that there is none; what was wrong with the certificate is further inside. */
    private static String innermost(Throwable failure) {
        Throwable inner = failure;
        for (int depth = 0; depth < 5 && inner.getCause() != null; depth++) {
            inner = inner.getCause();
        }
        return String.valueOf(inner.getMessage());
    }

    private static RelayResult refused(SMTPException refusal) {
        SmtpPhase phase = PHASES.entrySet().stream()
                .filter(entry -> refusal.getMessage().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        Optional<Reply> readable = read(refusal.getReplyMessages());
        if (readable.isEmpty()) {
            return phase == SmtpPhase.DOT || phase == null
                    ? new RelayResult.InDoubt("the relay's last reply cannot be read")
                    : new RelayResult.Unreachable("the relay's reply to " + phase + " cannot be read");
        }
        Reply reply = readable.get();
        if (reply.text().equals(ReplyGuard.HUNG_UP)) {
            return new RelayResult.InDoubt(reply.text());
        }
        if (reply.code() < 400) {
            // A bare "250" is a reply, though the client thinks otherwise.
            return phase == SmtpPhase.DOT
                    ? new RelayResult.Accepted(reply)
                    : new RelayResult.Unreachable("the mail client cannot read the relay's reply " + reply.code());
        }
        RelayResult.Refused refused = new RelayResult.Refused(reply, phase);
        return reply.permanent() && refused.withoutSession()
                ? new RelayResult.Unreachable("the relay wants no session: " + refused.cause())
                : refused;
    }

    /** Anew, since the client takes for 500 what it cannot parse, and shares its enhanced codes among threads. */
    private static Optional<Reply> read(List<String> lines) {
        Matcher first = LINE.matcher(lines.get(0));
        if (!first.matches()) {
            return Optional.empty();
        }
        String rest = lines.stream()
                .skip(1)
                .map(line -> line.length() > 4 ? line.substring(4) : "")
                .map(line -> REPEATED_CODE.matcher(line).replaceFirst(""))
                .collect(Collectors.joining(" "));
        String text = (first.group(2) == null ? "" : first.group(2)) + (rest.isEmpty() ? "" : " " + rest);
        return Optional.of(Reply.of(Integer.parseInt(first.group(1)), text));
    }
}
