package io.posthorn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveIT {

    @Test
    void whatAStartLoadedIsLoadedFromTheArchive(@TempDir Path directory) throws Exception {
        Path archive = directory.resolve("posthorn.jsa");

        ClassArchive.make(archive);

        assertThat(loaded("-XX:SharedArchiveFile=" + archive))
                .anyMatch(line -> line.contains("io.posthorn.cli.Posthorn source: shared objects file (top)"))
                .anyMatch(line -> line.startsWith("posthorn "));
    }

    @Test
    void withoutItTheProgramStartsAllTheSame(@TempDir Path directory) throws Exception {
        assertThat(loaded("-XX:SharedArchiveFile=" + directory.resolve("none.jsa")))
                .noneMatch(line -> line.contains("shared objects file (top)"))
                .anyMatch(line -> line.startsWith("posthorn "));
    }

    private static List<String> loaded(String option) throws Exception {
        Path output = Files.createTempFile("loaded", ".txt");
        try {
            int exitCode = new ProcessBuilder(
                            Jdk.program("java"),
                            option,
                            "-Xlog:class+load",
                            "-jar",
                            GatewayProcess.JAR.toString(),
                            "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            assertThat(exitCode).isZero();
            return Files.readAllLines(output);
        } finally {
            Files.delete(output);
        }
    }
}
