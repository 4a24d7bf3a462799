package io.posthorn.testing.smtp;

import io.posthorn.smtp.SmtpPhase;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;

/** One connection (RFC 5321 sections 3 and 4.1). */
final class SmtpSession implements Runnable {

    private static final long MAX_SIZE = 64L * 1024 * 1024;
    private static final String PATH = "<((?:[!-;=?-~]+|\"(?:[^\"\\\\]|\\\\.)*+\"@[!-;=?-~]+)%s)>((?: [!-~]+)*)";
    private static final Pattern MAIL = Pattern.compile("(?i)MAIL FROM:" + PATH.formatted("?"));
    private static final Pattern RCPT = Pattern.compile("(?i)RCPT TO:" + PATH.formatted(""));

    private final SmtpSink sink;
    private final SmtpWire wire;
    private final List<String> recipients = new ArrayList<>();
    private boolean greeted;
    private boolean secure;
    private boolean eightBit;
    private String sender;
    private boolean open = true;

    SmtpSession(SmtpSink sink, Socket socket) throws IOException {
        this.sink = sink;
        this.wire = new SmtpWire(socket);
    }

    @Override
    public void run() {
        try (Socket socket = wire.socket()) {
            socket.setTcpNoDelay(true);
            converse();
        } catch (SmtpViolation e) {
            sink.violated(e.getMessage());
        } catch (IOException e) {
            open = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sink.ended(this);
        }
    }

    void hangUp() {
        try {
            wire.socket().close();
        } catch (IOException e) {
            open = false;
        }
    }

    private void converse() throws IOException, InterruptedException {
        if (sink.options().implicitTls()) {
            shakeHands();
        }
        if (permitted(SmtpPhase.CONNECT, "220 sink.test ESMTP")) {
            wire.flush();
        }
        try {
            while (open) {
                String line = wire.command();
                String verb = (line.length() < 4 ? line : line.substring(0, 4)).toUpperCase(Locale.ROOT);
                if (wire.ahead() && (!sink.options().pipelining() || verb.equals("DATA") || verb.equals("EHLO"))) {
                    throw new SmtpViolation("a command before the reply to " + verb);
                }
                obey(verb, line);
            }
        } catch (SmtpViolation e) {
            sink.violated(e.getMessage());
            wire.reply("521 5.5.2 protocol violation: " + e.getMessage());
        }
        wire.linger();
    }

    private void obey(String verb, String line) throws IOException, InterruptedException {
        switch (verb) {
            case "EHLO", "HELO" -> hello(verb, line);
            case "STAR" -> startTls(line);
            case "AUTH" -> auth(line);
            case "MAIL" -> mail(line);
            case "RCPT" -> rcpt(line);
            case "DATA" -> data(line);
            case "RSET" -> {
                forget();
                wire.reply("250 2.0.0 reset");
            }
            case "NOOP" -> wire.reply("250 2.0.0 fine");
            case "VRFY" -> wire.reply("252 2.5.0 try it");
            case "QUIT" -> {
                wire.reply("221 2.0.0 bye");
                open = false;
            }
            default -> wire.reply("500 5.5.2 no such command");
        }
    }

    private void hello(String verb, String line) throws IOException, InterruptedException {
        if (!line.matches("(?i)(EHLO|HELO) [!-~]+")) {
            wire.reply("501 5.5.4 a greeting names its client");
            return;
        }
        StringBuilder offer = new StringBuilder("250-sink.test\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n");
        if (sink.options().pipelining()) {
            offer.append("250-PIPELINING\r\n");
        }
        if (sink.options().tls() != null && !secure) {
            offer.append("250-STARTTLS\r\n");
        }
        if (sink.options().auth()) {
            offer.append("250-AUTH PLAIN LOGIN\r\n");
        }
        forget();
        String full = offer.append("250 SIZE ").append(MAX_SIZE).toString();
        greeted = permitted(SmtpPhase.EHLO, verb.equals("HELO") ? "250 sink.test" : full);
    }

    private void startTls(String line) throws IOException, InterruptedException {
        if (sink.options().tls() == null || secure || !line.equalsIgnoreCase("STARTTLS")) {
            wire.reply("502 5.5.1 no TLS here");
        } else if (permitted(SmtpPhase.STARTTLS, "220 2.0.0 go ahead")) {
            wire.flush();
            shakeHands();
            greeted = false;
            forget();
        }
    }

    private void shakeHands() throws IOException {
        Socket plain = wire.socket();
        SSLSocket tls = (SSLSocket)
                sink.options().tls().getSocketFactory().createSocket(plain, "sink.test", plain.getPort(), true);
        tls.setUseClientMode(false);
        tls.startHandshake();
        wire.use(tls);
        secure = true;
    }

    private void auth(String line) throws IOException, InterruptedException {
        if (!sink.options().auth() || !greeted) {
            wire.reply("503 5.5.1 not now");
            return;
        }
        String[] words = line.split(" ");
        boolean login = words.length > 1 && words[1].equalsIgnoreCase("LOGIN");
        StringBuilder answers = new StringBuilder(words.length > 2 ? decoded(words[2]) : "");
        int questions = (words.length > 2 ? 0 : 1) + (login ? 1 : 0);
        for (int i = 0; i < questions; i++) {
            wire.reply(questions == 1 ? "334 " : i == 0 ? "334 VXNlcm5hbWU6" : "334 UGFzc3dvcmQ6");
            answers.append(answers.isEmpty() ? "" : ":").append(decoded(wire.command()));
        }
        sink.loggedIn(
                login
                        ? answers.toString()
                        : answers.substring(answers.indexOf("\0") + 1).replace('\0', ':'));
        permitted(SmtpPhase.AUTH, "235 2.7.0 welcome");
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return base64;
        }
    }

    private void mail(String line) throws IOException, InterruptedException {
        Matcher matcher = MAIL.matcher(line);
        if (!greeted || sender != null) {
            wire.reply("503 5.5.1 MAIL comes once, after EHLO");
        } else if (!matcher.matches()) {
            wire.reply("501 5.5.4 the form is MAIL FROM:<address>");
        } else if (parameters(matcher.group(2))) {
            sender = matcher.group(1);
            if (!permitted(SmtpPhase.MAIL, "250 2.1.0 sender ok")) {
                sender = null;
            }
        }
    }

    private boolean parameters(String text) {
        eightBit = false;
        for (String parameter :
                text.isEmpty() ? new String[0] : text.substring(1).split(" ")) {
            String upper = parameter.toUpperCase(Locale.ROOT);
            if (upper.equals("BODY=8BITMIME")) {
                eightBit = true;
            } else if (!upper.equals("BODY=7BIT") && !upper.matches("SIZE=\\d{1,18}")) {
                wire.reply("555 5.5.4 no such parameter");
                return false;
            } else if (upper.startsWith("SIZE=") && Long.parseLong(upper.substring(5)) > MAX_SIZE) {
                wire.reply("552 5.3.4 too big");
                return false;
            }
        }
        return true;
    }

    private void rcpt(String line) throws IOException, InterruptedException {
        Matcher matcher = RCPT.matcher(line);
        if (sender == null) {
            wire.reply("503 5.5.1 RCPT comes after MAIL");
        } else if (!matcher.matches()) {
            wire.reply("501 5.5.4 the form is RCPT TO:<address>");
        } else if (!matcher.group(2).isEmpty()) {
            wire.reply("555 5.5.4 no such parameter");
        } else {
            recipients.add(matcher.group(1));
            if (!permitted(SmtpPhase.RCPT, "250 2.1.5 recipient ok")) {
                recipients.remove(recipients.size() - 1);
            }
        }
    }

    private void data(String line) throws IOException, InterruptedException {
        if (recipients.isEmpty()) {
            wire.reply("503 5.5.1 DATA comes after RCPT");
        } else if (!line.equalsIgnoreCase("DATA")) {
            wire.reply("501 5.5.4 DATA stands alone");
        } else if (permitted(SmtpPhase.DATA, "354 go on, end with a dot")) {
            wire.readMessage(eightBit);
            if (wire.ahead() && !sink.options().pipelining()) {
                throw new SmtpViolation("octets after the final dot");
            }
            permitted(SmtpPhase.DOT, "250 2.0.0 taken");
            forget();
        }
    }

    private void forget() {
        sender = null;
        recipients.clear();
    }

    /** Gives the usual answer, or what the script says; whether the client may go on. */
    private boolean permitted(SmtpPhase phase, String usual) throws IOException, InterruptedException {
        String recipient = recipients.isEmpty() ? null : recipients.get(recipients.size() - 1);
        SmtpScript.Action action = sink.script().at(phase, sender, recipient);
        while (true) {
            if (!(action instanceof SmtpScript.Action.Proceed)) {
                wire.flush();
            }
            if (action instanceof SmtpScript.Action.Delay delay) {
                Thread.sleep(delay.time().toMillis());
                action = delay.then();
            } else if (action instanceof SmtpScript.Action.Stall stall) {
                stall.until().await();
                action = SmtpScript.Action.proceed();
            } else if (action instanceof SmtpScript.Action.Close close) {
                taken(phase, close.taken());
                wire.socket().close();
                open = false;
                return false;
            } else if (action instanceof SmtpScript.Action.Answer answer) {
                taken(phase, answer.code() < 300);
                List<String> lines = answer.lines();
                for (int i = 0; i < lines.size(); i++) {
                    wire.reply(answer.code() + (i + 1 < lines.size() ? "-" : " ") + lines.get(i));
                }
                open &= answer.code() != 421;
                return answer.code() < 400;
            } else {
                taken(phase, true);
                wire.reply(usual);
                return true;
            }
        }
    }

    private void taken(SmtpPhase phase, boolean taken) {
        if (phase == SmtpPhase.DOT && taken) {
            sink.took(() -> new ReceivedMail(sender, recipients, wire.message()));
        }
    }
}
