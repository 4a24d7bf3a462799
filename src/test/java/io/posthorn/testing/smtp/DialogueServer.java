package io.posthorn.testing.smtp;

import io.posthorn.smtp.SmtpPhase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/** A mail server on the loopback interface that plays dialogues: the usual one, and another one in one phase. */
public final class DialogueServer implements AutoCloseable {

    private record Fault(Dialogue dialogue, SmtpPhase phase) {}

    private final Dialogue usual;
    private final SSLContext tls;
    private final ServerSocket listener;
    private final Map<Socket, Boolean> connections = new ConcurrentHashMap<>();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong said = new AtomicLong();
    private volatile Fault fault;

    private DialogueServer(Dialogue usual, SSLContext tls) throws IOException {
        this.usual = usual;
        this.tls = tls;
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    /** Starts one that plays this dialogue. */
    public static DialogueServer start(Dialogue usual, SSLContext tls) {
        try {
            DialogueServer server = new DialogueServer(usual, tls);
            daemon(server::listen);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on plays that dialogue's turn of that phase instead of the usual one, on open connections too. */
    public void misbehave(Dialogue dialogue, SmtpPhase phase) {
        fault = new Fault(dialogue, phase);
    }

    /** Plays the usual dialogue again. */
    public void behave() {
        fault = null;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Mails that were answered with 2yz. */
    public long taken() {
        return taken.get();
    }

    /** Octets that clients were sent, as far as their system took them. */
    public long said() {
        return said.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections.keySet()) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dialogue whose turn it is at that phase. */
    Dialogue at(SmtpPhase phase) {
        Fault now = fault;
        return now != null && now.phase() == phase ? now.dialogue() : usual;
    }

    SSLContext tls() {
        return tls;
    }

    void took() {
        taken.incrementAndGet();
    }

    void said(int octets) {
        said.addAndGet(octets);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.put(connection, true);
                daemon(() -> converse(connection));
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
    }

    private void converse(Socket connection) {
        try (connection) {
            new DialogueSession(this, connection).converse();
        } catch (IOException e) {
            // The client has hung up, or the server was closed.
        } finally {
            connections.remove(connection);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "dialogue-server");
        thread.setDaemon(true);
        thread.start();
    }
}
