package io.posthorn.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * File systems of limited size, and a shell whose processes alone see them: tmpfs in namespaces of their own, for which
 * Linux usually asks for no rights. With the shell, or with this JVM, all of it is gone.
 */
final class SmallDisk implements AutoCloseable {

    private static final String[] SHELL = {"unshare", "-r", "-m", "-p", "-f", "sh"};

    private final Path directory;
    private final Process shell;
    private final Writer commands;
    private final BufferedReader exitCodes;

    /** @param directory where the file systems are mounted, and the shell's log lies; must exist */
    SmallDisk(Path directory) {
        this.directory = directory.toAbsolutePath();
        try {
            shell = new ProcessBuilder(SHELL).redirectError(log().toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands = shell.outputWriter();
        exitCodes = shell.inputReader();
    }

    /** Why there can be no such disk here; empty if there can. */
    static Optional<String> impossible() {
        String trial = "mount -t tmpfs trial /tmp && unshare -U true";
        try {
            Process process = new ProcessBuilder("unshare", "-r", "-m", "-p", "-f", "sh", "-c", trial)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of("a process of this user may not mount a tmpfs: " + said.strip());
        } catch (IOException e) {
            return Optional.of("Linux namespaces are needed for it: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another file system; where it is. */
    Path mount(String name, int megabytes) {
        try {
            Path path = Files.createDirectories(directory.resolve(name));
            run("mount -t tmpfs -o size=%dm posthorn-%s %s".formatted(megabytes, name, quoted(path)));
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody else's file takes all the room that is left. */
    void fill(String name) {
        // It ends with an error, as it must.
        exitCode("cat /dev/zero > " + quoted(filler(name)));
    }

    /** That file is gone. */
    void clear(String name) {
        run("rm -f " + quoted(filler(name)));
    }

    /** Runs a command that must succeed. */
    void run(String command) {
        int exitCode = exitCode(command);
        if (exitCode != 0) {
            throw new IllegalStateException("exit code " + exitCode + ", see " + log() + ": " + command);
        }
    }

    /** Runs a command; what it writes goes to the log. */
    synchronized int exitCode(String command) {
        try {
            commands.write("{ %s; } < /dev/null >> %s 2>&1; echo $?\n".formatted(command, quoted(log())));
            commands.flush();
            String answer = exitCodes.readLine();
            if (answer == null) {
                throw new IllegalStateException("the shell has ended, see " + log());
            }
            return Integer.parseInt(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    Path log() {
        return directory.resolve("shell.log");
    }

    /** Kills what still runs there. */
    @Override
    public void close() {
        try {
            commands.close();
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path filler(String name) {
        return directory.resolve(name).resolve("filler");
    }
}
