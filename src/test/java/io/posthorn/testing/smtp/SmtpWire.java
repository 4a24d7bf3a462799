package io.posthorn.testing.smtp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines in, replies out. Replies are written when there is nothing left to read, so that a batch is one packet. */
final class SmtpWire {

    private static final int LONGEST_LINE = 998;
    private static final int LONGEST_COMMAND = 12_288;
    private static final byte[] CRLF = {'\r', '\n'};

    private final byte[] in = new byte[32 * 1024];
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private Socket socket;
    private InputStream from;
    private OutputStream to;
    private int at;
    private int end;
    private byte[] message = new byte[8 * 1024];
    private int messageLength;

    SmtpWire(Socket socket) throws IOException {
        use(socket);
    }

    /** Goes on over another socket, as after STARTTLS. */
    void use(Socket other) throws IOException {
        socket = other;
        from = other.getInputStream();
        to = other.getOutputStream();
    }

    Socket socket() {
        return socket;
    }

    /** Whether the client has sent more than it was asked for. */
    boolean ahead() {
        return at < end;
    }

    /** The next command without its CRLF. */
    String command() throws IOException {
        int start = at;
        int length = line(LONGEST_COMMAND, false);
        start = at - length - 2;
        return new String(in, start, length, StandardCharsets.US_ASCII);
    }

    /** Reads up to the final dot; {@link #message()} has it then. */
    void readMessage(boolean eightBit) throws IOException {
        messageLength = 0;
        while (true) {
            int length = line(LONGEST_LINE + 1, eightBit);
            int start = at - length - 2;
            if (length > 0 && in[start] == '.') {
                if (length == 1) {
                    return;
                }
                start++;
                length--;
            }
            if (length > LONGEST_LINE) {
                throw new SmtpViolation("a line of more than " + LONGEST_LINE + " octets");
            }
            if (messageLength + length + 2 > message.length) {
                message = Arrays.copyOf(message, 2 * message.length + length);
            }
            System.arraycopy(in, start, message, messageLength, length + 2);
            messageLength += length + 2;
        }
    }

    /** The last message read, one character per octet. */
    String message() {
        return new String(message, 0, messageLength, StandardCharsets.ISO_8859_1);
    }

    /** Consumes one line; its length without CRLF. */
    private int line(int longest, boolean eightBit) throws IOException {
        int i = at;
        while (true) {
            for (; i < end; i++) {
                byte b = in[i];
                if (b == '\n') {
                    if (i == at || in[i - 1] != '\r') {
                        throw new SmtpViolation("a bare LF");
                    }
                    int length = i - 1 - at;
                    if (length > longest) {
                        throw new SmtpViolation("a line of " + length + " octets");
                    }
                    at = i + 1;
                    return length;
                }
                if (i > at && in[i - 1] == '\r') {
                    throw new SmtpViolation("a bare CR");
                }
                if (b <= 0 && (b == 0 || !eightBit)) {
                    throw new SmtpViolation(b == 0 ? "a NUL" : "an octet with the eighth bit set");
                }
            }
            if (end - at > longest + 2) {
                throw new SmtpViolation("a line of more than " + longest + " octets");
            }
            i -= at;
            fill();
        }
    }

    private void fill() throws IOException {
        System.arraycopy(in, at, in, 0, end - at);
        end -= at;
        at = 0;
        flush();
        int read = from.read(in, end, in.length - end);
        if (read < 0) {
            throw new EOFException();
        }
        end += read;
    }

    void reply(String lines) {
        out.writeBytes(lines.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(CRLF);
    }

    void flush() throws IOException {
        if (out.size() > 0) {
            out.writeTo(to);
            out.reset();
        }
    }

    /** Lets the client read the last reply before the connection goes: an unread octet would reset it. */
    void linger() throws IOException {
        flush();
        socket.shutdownOutput();
        socket.setSoTimeout(1000);
        for (int i = 0; i < 1000 && from.read(in) >= 0; i++) {
            at = end;
        }
    }
}
