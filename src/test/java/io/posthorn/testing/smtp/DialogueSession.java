package io.posthorn.testing.smtp;

import io.posthorn.smtp.SmtpPhase;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/** One connection of a {@link DialogueServer}. */
final class DialogueSession {

    /** More than any client may take of what never ends; beyond that the server gives up, and the test with it. */
    private static final long ENOUGH = 1L << 30;

    private final DialogueServer server;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean slowly;
    private boolean over;
    /** First digit of what was said last. */
    private char answer;

    DialogueSession(DialogueServer server, Socket socket) throws IOException {
        this.server = server;
        use(socket);
    }

    private void use(Socket other) throws IOException {
        socket = other;
        socket.setTcpNoDelay(true);
        in = other.getInputStream();
        out = other.getOutputStream();
    }

    void converse() throws IOException {
        play(SmtpPhase.CONNECT, "");
        while (!over) {
            String command = line();
            String verb = command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO", "HELO" -> play(SmtpPhase.EHLO, command);
                case "STARTTLS" -> startTls(command);
                case "AUTH" -> play(SmtpPhase.AUTH, command);
                case "MAIL" -> play(SmtpPhase.MAIL, command);
                case "RCPT" -> play(SmtpPhase.RCPT, command);
                case "DATA" -> data(command);
                case "RSET", "NOOP" -> say("250 2.0.0 ok\r\n");
                case "QUIT" -> {
                    say("221 2.0.0 bye\r\n");
                    over = true;
                }
                default -> say("500 5.5.2 what?\r\n");
            }
        }
    }

    private void startTls(String command) throws IOException {
        play(SmtpPhase.STARTTLS, command);
        if (!over && answer == '2') {
            SSLSocket secure = (SSLSocket)
                    server.tls().getSocketFactory().createSocket(socket, "sink.test", socket.getPort(), true);
            secure.setUseClientMode(false);
            secure.startHandshake();
            use(secure);
        }
    }

    private void data(String command) throws IOException {
        play(SmtpPhase.DATA, command);
        if (!over && answer == '3') {
            String line = line();
            while (!line.equals(".")) {
                line = line();
            }
            // Counted before the client can know of it.
            if (server.at(SmtpPhase.DOT).takes()) {
                server.took();
            }
            play(SmtpPhase.DOT, "");
        }
    }

    private void play(SmtpPhase phase, String command) throws IOException {
        answer = 0;
        for (Dialogue.Line line : server.at(phase).turns().get(phase)) {
            switch (line.kind()) {
                case SAY -> say(line.text());
                case HEAR -> {
                    if (!command.startsWith(line.text())) {
                        say("500 5.5.2 expected " + line.text() + "\r\n");
                        return;
                    }
                }
                case SLOWLY -> slowly = true;
                case ENDLESSLY -> {
                    for (long said = 0; said < ENOUGH; said += line.text().length()) {
                        say(line.text());
                    }
                }
                case DROP -> over = true;
                case SILENCE -> {
                    while (in.read() >= 0) {
                        // Whatever the client says.
                    }
                    over = true;
                }
            }
        }
    }

    private void say(String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        if (slowly) {
            for (byte octet : octets) {
                out.write(octet);
                out.flush();
            }
        } else {
            out.write(octets);
            out.flush();
        }
        server.said(octets.length);
        answer = text.isEmpty() ? 0 : text.charAt(0);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int octet = in.read();
        while (octet != '\n') {
            if (octet < 0) {
                throw new EOFException();
            }
            line.append((char) octet);
            octet = in.read();
        }
        return line.isEmpty() ? "" : line.substring(0, line.length() - 1);
    }
}
