package io.posthorn.faults;

import io.posthorn.testing.Database;
import io.posthorn.testing.Directories;
import io.posthorn.testing.Ports;
import io.posthorn.testing.SharedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A PostgreSQL server whose data is on one small disk and whose write-ahead log is on another. */
final class DatabaseOnSmallDisk implements Database, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOG_MEGABYTES = 256;

    /** Without recycling each segment is a new file, so that it is noticed at once that there is no room for one. */
    private static final String OPTIONS =
            "-p %d -c unix_socket_directories='' -c lc_messages=C -c max_connections=300 -c max_wal_size=64MB"
                    + " -c wal_recycle=off";

    private final Path directory;
    private final SmallDisk disk;
    private final String binaries;
    private final Path data;
    private final int port = Ports.free();

    /** @param megabytes room for the data, of which an empty cluster takes 23 */
    DatabaseOnSmallDisk(int megabytes) {
        binaries = binaries();
        try {
            directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "disk-")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        disk = new SmallDisk(directory);
        data = disk.mount("data", megabytes).resolve("cluster");
        Path log = disk.mount("wal", LOG_MEGABYTES).resolve("cluster");
        disk.run(program("initdb") + " -X " + SmallDisk.quoted(log) + " -U " + USER
                + " -A trust -E UTF8 --locale=C --no-sync --wal-segsize=1");
        start();
    }

    /** No room is left for the data, or for the write-ahead log. */
    void fill(boolean log) {
        disk.fill(log ? "wal" : "data");
    }

    /** There is room again. */
    void clear(boolean log) {
        disk.clear(log ? "wal" : "data");
    }

    /** How often the server broke down since its start. */
    int panics() {
        try {
            return Files.readString(serverLog()).split("PANIC: ", -1).length - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String jdbcUrl(String name) {
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }

    @Override
    public void stop() {
        disk.exitCode(program("pg_ctl") + " -w -m fast stop");
    }

    @Override
    public void crash() {
        disk.exitCode(program("pg_ctl") + " -w -m immediate stop");
    }

    /** Also if it is about to end by itself, since it could not recover. */
    @Override
    public void start() {
        Awaitility.await("PostgreSQL starts; its log is " + serverLog())
                .atMost(PATIENCE)
                .until(() -> {
                    if (disk.exitCode(program("pg_ctl") + " status") != 0) {
                        disk.exitCode("%s -w -l %s -o %s start"
                                .formatted(
                                        program("pg_ctl"),
                                        SmallDisk.quoted(serverLog()),
                                        "\"" + OPTIONS.formatted(port) + "\""));
                    }
                    return answers();
                });
    }

    @Override
    public void close() {
        disk.close();
        Directories.delete(directory);
    }

    private Path serverLog() {
        return directory.resolve("server.log");
    }

    /** It refuses to run as root, which the shell is to itself: within yet another namespace it is nobody. */
    private String program(String name) {
        return "unshare -U " + SmallDisk.quoted(Path.of(binaries, name)) + " -D " + SmallDisk.quoted(data);
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(USER), USER, USER)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Where those of the shared server are, which brought them. */
    private static String binaries() {
        try (Connection connection =
                        DriverManager.getConnection(SharedServers.database().jdbcUrl(USER), USER, USER);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select setting from pg_config where name = 'BINDIR'")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
