package io.posthorn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The README's command, up to the first mail. */
class PlaygroundIT {

    @Test
    void itSendsAFirstMailAndSaysWhereToLook() throws Exception {
        Process playground = new ProcessBuilder(
                        Jdk.program("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Playground.class.getName(),
                        "--with-parent",
                        "--once")
                .redirectErrorStream(true)
                .start();

        String output = new String(playground.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(playground.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("caught a mail for ada@example.org")
                .contains("result event: mail.accepted", "result event: delivery.relayed")
                .containsPattern("The mail +file:.*\\.html")
                .containsPattern("The audit record +http://localhost:\\d+/api/v1/mails/\\S+ \\(state: ")
                .contains("quarkus-run.jar send src/test/resources/samples/password-reset.json")
                .doesNotContain("Exception");
        assertThat(output.lines().filter(line -> !aboutKafkaByJava25(line))).noneMatch(line -> line.contains("WARN"));
    }

    /** The embedded broker unmaps its files in a way that Java 25 complains of; Java 17 knows no option against that. */
    private static boolean aboutKafkaByJava25(String line) {
        return line.startsWith("WARNING: ")
                && (line.contains("sun.misc.Unsafe")
                        || line.contains("org.apache.kafka.common.utils.ByteBufferUnmapper"));
    }
}
