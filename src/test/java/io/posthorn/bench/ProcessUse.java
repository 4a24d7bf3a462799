package io.posthorn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process has used of the machine. */
final class ProcessUse {

    private ProcessUse() {}

    /** CPU time up to now, of the process alone. */
    static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** CPU time up to now, of the process and those of its children that live. */
    static Duration familyCpu(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(ProcessUse::cpu)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The server process that the others of this connection's PostgreSQL are children of. */
    static ProcessHandle postmaster(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
        }
    }

    /** Memory in use now, in MB, or -1 where the system does not tell as Linux does. */
    static long residentMegabytes(ProcessHandle process) {
        return status(process, "VmRSS:");
    }

    /** The most memory that was ever in use, in MB, or -1. */
    static long peakMegabytes(ProcessHandle process) {
        return status(process, "VmHWM:");
    }

    private static long status(ProcessHandle process, String key) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }
}
