package io.posthorn.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The JSON Schemas that Posthorn publishes. */
public enum Contract {
    REQUEST("mail-request.v1.json"),
    RESULT("mail-result.v1.json");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode json;
    private final JsonSchema schema;

    Contract(String file) {
        try {
            json = new ObjectMapper().readTree(Files.readString(Path.of("src/main/resources/META-INF/schemas", file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(json);
    }

    /** The schema itself. */
    public JsonNode json() {
        return json;
    }

    /** What the document violates; nothing if it is as it must be. */
    public Set<ValidationMessage> faults(JsonNode document) {
        return schema.validate(document);
    }

    /** A document; text that is not JSON is an error of the test. */
    public static JsonNode parse(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
