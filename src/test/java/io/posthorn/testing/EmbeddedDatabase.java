package io.posthorn.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** One real PostgreSQL server in processes of its own, on the loopback interface, as durable as in production. */
public final class EmbeddedDatabase implements Database, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    private EmbeddedDatabase(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts a server; initialises the directory if it holds no database cluster.
     *
     * @param directory where it keeps its data; created if need be
     * @param portOrZero where it listens; zero for any free port
     */
    public static EmbeddedDatabase start(Path directory, int portOrZero) {
        EmbeddedDatabase database =
                new EmbeddedDatabase(directory.toAbsolutePath(), portOrZero == 0 ? Ports.free() : portOrZero);
        database.start();
        return database;
    }

    @Override
    public String jdbcUrl(String name) {
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        ServerLogs.quieten();
        try {
            Files.createDirectories(directory);
            ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(
                    directory.resolve("server.log").toFile());
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(PATIENCE)
                    .setErrorRedirector(log)
                    .setOutputRedirector(log)
                    // The library switches these off; what is tested here is that nothing gets lost.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    // TCP is enough, and a socket file needs a directory that is writable everywhere.
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("lc_messages", "C")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start; see " + directory.resolve("server.log"), e);
        }
    }

    @Override
    public void stop() {
        stop("INT");
    }

    @Override
    public void crash() {
        stop("QUIT");
    }

    @Override
    public void close() {
        stop();
    }

    private synchronized void stop(String signal) {
        if (server == null) {
            return;
        }
        try {
            Path pidFile = directory.resolve("data").resolve("postmaster.pid");
            String pid = Files.readAllLines(pidFile).get(0).strip();
            new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
            // The last thing that the postmaster does.
            Awaitility.await().atMost(PATIENCE).until(() -> Files.notExists(pidFile));
            // There is no server left to stop: this gives up the lock on the directory.
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop PostgreSQL in " + directory, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while PostgreSQL was stopped", e);
        } finally {
            server = null;
        }
    }
}
