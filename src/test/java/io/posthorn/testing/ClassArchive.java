package io.posthorn.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The classes of the packaged gateway for faster starts, as the image has them: made by the image's own script, {@code
 * src/main/docker/class-archive.sh}, with the JVM that runs this.
 */
public final class ClassArchive {

    private static final Path SCRIPT = Path.of("src/main/docker/class-archive.sh");

    private ClassArchive() {}

    /** Starts the gateway once, and makes the archive of what it loaded; an exception with the log if it does not. */
    public static void make(Path archive) {
        try {
            Files.deleteIfExists(archive);
            Files.createDirectories(archive.toAbsolutePath().getParent());
            ProcessBuilder script =
                    new ProcessBuilder("sh", SCRIPT.toString(), GatewayProcess.JAR.toString(), archive.toString());
            script.environment().merge("PATH", Jdk.BIN.toString(), (path, bin) -> bin + ":" + path);
            Process made = script.redirectErrorStream(true).start();
            String log = new String(made.getInputStream().readAllBytes());
            if (made.waitFor() != 0) {
                throw new IllegalStateException("no class archive was made: " + log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a class archive was made", e);
        }
    }
}
