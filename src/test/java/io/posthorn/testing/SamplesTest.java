package io.posthorn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newcomer sends is held against the schemas that the gateway holds it against. */
class SamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    @ParameterizedTest
    @ValueSource(strings = {"order-confirmation", "password-reset", "newsletter"})
    void aSampleIsAValidRequestForItsTemplate(String name) throws IOException {
        JsonNode request = read("src/test/resources/samples/" + name + ".json");

        assertThat(schema("src/main/resources/META-INF/schemas/mail-request.v1.json")
                        .validate(request))
                .isEmpty();
        assertThat(request.path("template").asText()).isEqualTo(name);
        assertThat(schema("src/main/templates/" + name + "/schema.json").validate(request.path("data")))
                .isEmpty();
    }

    private static JsonSchema schema(String file) throws IOException {
        return SCHEMAS.getSchema(read(file));
    }

    private static JsonNode read(String file) throws IOException {
        return JSON.readTree(Files.readAllBytes(Path.of(file)));
    }
}
