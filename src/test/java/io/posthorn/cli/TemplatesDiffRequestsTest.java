package io.posthorn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.testing.Contract;
import io.posthorn.testing.Correspondent;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(WorldResource.class)
class TemplatesDiffRequestsTest {

    private static final Path SET = Path.of("src/main/templates");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void theMailsOfTheLastRequestsAreMadeWithBothSetsAndNothingIsSent() throws IOException {
        // given
        copy();
        String ada;
        String grace;
        try (Correspondent correspondent = Correspondent.in(World.current())) {
            relayed(correspondent, "Somebody of before");
            ada = relayed(correspondent, "Ada");
            grace = relayed(correspondent, "Grace");
        }
        int sent = World.current().sink().mails().size();
        edit("password-reset/de.txt", "Die Anfrage kam von", "Gefragt wurde von");
        edit(
                "password-reset/schema.json",
                "\"name\": {\"type\": \"string\", \"minLength\": 1",
                "\"name\": {\"type\": \"string\", \"minLength\": 4");

        // when
        int exitCode = diff("--requests", "2", "--template", "password-reset");

        // then
        assertThat(exitCode).isOne();
        assertThat(err.toString()).isEmpty();
        String requests = out.toString().substring(out.toString().indexOf("(mail "));
        assertThat(requests)
                .startsWith("(mail " + grace + ", de)\n  text, line ")
                .contains(
                        "    - Die Anfrage kam von: Grace’s telephone.\n    + Gefragt wurde von: Grace’s telephone.\n")
                .contains("would fail: password-reset (mail " + ada + ", de)\n    /name: ")
                .endsWith("the last 2 requests: 1 mail changes, 1 would fail\n");
        assertThat(out.toString()).doesNotContain("@reader.example");
        assertThat(World.current().sink().mails()).hasSize(sent);
    }

    @Test
    void programsReadWhichMailsWouldChange() throws IOException {
        // given
        copy();
        String id;
        try (Correspondent correspondent = Correspondent.in(World.current())) {
            id = relayed(correspondent, "Ada");
        }
        edit("password-reset/de.txt", "Hallo", "Guten Tag");

        // when
        diff("--requests", "1", "-o", "json");

        // then
        JsonNode report = Contract.parse(out.toString());
        assertThat(report.path("requests").path("changed").asInt()).isOne();
        JsonNode last = report.path("mails").path(report.path("mails").size() - 1);
        assertThat(last.path("mail").asText()).isEqualTo(id);
        assertThat(last.path("changes").path(0).path("diff").asText()).contains("- Hallo Ada,\n+ Guten Tag Ada,\n");
    }

    /** The id of a mail that was made of such a request. */
    private static String relayed(Correspondent correspondent, String name) {
        String request = UUID.randomUUID().toString();
        correspondent.publish("""
                {"id": "%s", "to": ["ada@reader.example"], "template": "password-reset", "locale": "de-AT",
                 "data": {"name": "%s", "link": "https://shop.example/r", "validUntil": "2026-11-23T17:30:00Z",
                          "askedFrom": "%s’s telephone"}}""".formatted(request, name, name));
        return correspondent.result(request, "delivery.relayed").path("mailId").asText();
    }

    private int diff(String... options) {
        return Posthorn.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(
                                Stream.of("templates", "diff", SET.toString(), directory.toString()),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    private void edit(String file, String before, String after) throws IOException {
        Path path = directory.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(before);
        Files.writeString(path, text.replace(before, after));
    }

    private void copy() throws IOException {
        try (Stream<Path> files = Files.walk(SET)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = directory.resolve(SET.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
