package io.posthorn.testing.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A mail server on the loopback interface that takes every mail. It holds clients to the protocol: a bare CR or LF, a
 * NUL, a line over 998 octets, an eighth bit without BODY=8BITMIME, or a command before its turn is put on record in
 * {@link #violations()}, answered with 521, and ends the connection.
 *
 * <p>A thread per connection; mails are taken before they are acknowledged.
 */
public final class SmtpSink implements AutoCloseable {

    private final SinkOptions options;
    private final List<ReceivedMail> mails = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final List<String> logins = new ArrayList<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final Map<SmtpSession, Thread> sessions = new ConcurrentHashMap<>();
    private volatile SmtpScript script = SmtpScript.ACCEPT;
    private volatile Consumer<ReceivedMail> consumer;
    private int port;
    private ServerSocket listener;
    private Thread listening;

    private SmtpSink(int port, SinkOptions options) {
        this.port = port;
        this.options = options;
    }

    /** A sink that listens on 127.0.0.1, on that port, or on a free one if it is 0. */
    public static SmtpSink start(int port) {
        return start(port, SinkOptions.PLAIN);
    }

    /** The same with other options. */
    public static SmtpSink start(int port, SinkOptions options) {
        SmtpSink sink = new SmtpSink(port, options);
        sink.start();
        return sink;
    }

    /** Listens again after {@link #stop()}, on the same port. */
    public synchronized void start() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 512);
            port = socket.getLocalPort();
            listener = socket;
            listening = thread(() -> listen(socket), "smtp-sink-" + port);
            listening.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    /** Breaks all connections and refuses new ones; what was received stays. */
    public synchronized void stop() {
        if (listener == null) {
            return;
        }
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener = null;
        // Until it has left accept(), the port takes connections.
        join(listening);
        List<Thread> threads = List.copyOf(sessions.values());
        hangUp();
        threads.forEach(SmtpSink::join);
    }

    @Override
    public void close() {
        stop();
    }

    /** Breaks the connections there are, but goes on listening. */
    public void hangUp() {
        sessions.forEach((session, thread) -> {
            session.hangUp();
            thread.interrupt();
        });
    }

    public synchronized int port() {
        return port;
    }

    /** The mails received up to now, in order; empty if they are only counted. */
    public List<ReceivedMail> mails() {
        synchronized (mails) {
            return List.copyOf(mails);
        }
    }

    /** How many mails were taken since the start or {@link #clear()}. */
    public long accepted() {
        return accepted.get();
    }

    /** How many connections were ever made. */
    public long connections() {
        return connections.get();
    }

    /** How many connections are open now. */
    public int open() {
        return sessions.size();
    }

    /** What clients did wrong, in words. */
    public List<String> violations() {
        synchronized (violations) {
            return List.copyOf(violations);
        }
    }

    /** Who tried to log in, as in {@code user:password}, whatever was answered. */
    public List<String> logins() {
        synchronized (logins) {
            return List.copyOf(logins);
        }
    }

    /** Forgets mails and violations, the count too; the script and the consumer stay. */
    public void clear() {
        synchronized (mails) {
            mails.clear();
            accepted.set(0);
        }
        synchronized (violations) {
            violations.clear();
        }
    }

    /** Shows each mail to the consumer, on the connection's thread, before it is acknowledged. */
    public void onMail(Consumer<ReceivedMail> newConsumer) {
        consumer = newConsumer;
    }

    /** Follows that script from now on, on open connections too; {@link SmtpScript#ACCEPT} for a good server. */
    public void reply(SmtpScript newScript) {
        script = newScript;
    }

    SinkOptions options() {
        return options;
    }

    SmtpScript script() {
        return script;
    }

    void took(Supplier<ReceivedMail> mail) {
        Consumer<ReceivedMail> interested = consumer;
        ReceivedMail received = options.retain() || interested != null ? mail.get() : null;
        if (interested != null) {
            interested.accept(received);
        }
        if (options.retain()) {
            synchronized (mails) {
                mails.add(received);
                accepted.incrementAndGet();
            }
        } else {
            accepted.incrementAndGet();
        }
    }

    void violated(String what) {
        synchronized (violations) {
            violations.add(what);
        }
    }

    void loggedIn(String login) {
        synchronized (logins) {
            logins.add(login);
        }
    }

    void ended(SmtpSession session) {
        sessions.remove(session);
    }

    private void listen(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                SmtpSession session = new SmtpSession(this, connection);
                Thread thread = thread(session, "smtp-sink-" + port + "-" + connections.incrementAndGet());
                sessions.put(session, thread);
                thread.start();
                if (socket.isClosed()) {
                    session.hangUp();
                }
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void join(Thread thread) {
        try {
            if (thread != Thread.currentThread()) {
                thread.join(2000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
