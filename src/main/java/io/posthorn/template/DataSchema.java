package io.posthorn.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import io.posthorn.mail.Fault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What data a template takes: JSON Schema 2020-12, compiled once, fetching nothing. */
final class DataSchema {

    private static final int MAX_FAULTS = 20;
    private static final int MAX_CHOICES = 12;
    private static final Map<String, String> TYPES = Map.of(
            "string", "a text",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "array", "a list",
            "object", "an object");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .typeLoose(false)
            .build();

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));

    private final JsonSchema schema;

    private DataSchema(JsonNode source) {
        this.schema = FACTORY.getSchema(source, CONFIG);
        schema.initializeValidators();
    }

    static DataSchema parse(String file, String text) {
        try {
            return new DataSchema(source(file, text));
        } catch (JsonSchemaException | PatternSyntaxException e) {
            throw new BrokenTemplateException(file, 0, "is no JSON Schema: " + e.getMessage());
        }
    }

    /** The schema as it was written. */
    static JsonNode source(String file, String text) {
        try {
            JsonNode source = JSON.readTree(text);
            if (!source.isObject()) {
                throw new BrokenTemplateException(file, 1, "a schema is a JSON object");
            }
            return source;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new BrokenTemplateException(file, line, "not JSON: " + e.getOriginalMessage());
        }
    }

    /** What is wrong with the data, at most twenty faults, pointers into the data; empty if nothing is. */
    List<Fault> check(Map<String, Object> data) {
        JsonNode tree;
        try {
            tree = DataTree.of(data);
        } catch (Unrenderable e) {
            return List.of(new Fault(Pointers.of(data, e.value()), e.code(), e.getMessage()));
        }
        Set<ValidationMessage> found = schema.validate(tree);
        return found.isEmpty()
                ? List.of()
                : found.stream().limit(MAX_FAULTS).map(DataSchema::fault).toList();
    }

    private static Fault fault(ValidationMessage found) {
        String at = found.getInstanceLocation().toString();
        JsonNode limit = found.getSchemaNode();
        String keyword = found.getType();
        return switch (keyword) {
            case "required" -> new Fault(Pointers.child(at, found.getProperty()), "data-required", "is missing");
            case "additionalProperties", "unevaluatedProperties" ->
                new Fault(
                        Pointers.child(at, found.getProperty()),
                        "data-unknown",
                        "is nothing that the template knows; is it misspelt?");
            case "type" -> new Fault(at, "data-type", "must be " + types(limit));
            case "enum" -> new Fault(at, "data-choice", "must be one of " + choices(limit, ", "));
            case "const" -> new Fault(at, "data-choice", "must be " + choices(limit, ""));
            case "maxLength" -> new Fault(at, "data-length", "has more than " + limit.asText() + " characters");
            case "minLength" -> new Fault(at, "data-length", "has fewer than " + limit.asText() + " characters");
            case "maxItems" -> new Fault(at, "data-items", "has more than " + limit.asText() + " items");
            case "minItems" -> new Fault(at, "data-items", "has fewer than " + limit.asText() + " items");
            case "maximum" -> new Fault(at, "data-range", "is more than " + limit.asText());
            case "minimum" -> new Fault(at, "data-range", "is less than " + limit.asText());
            case "exclusiveMaximum" -> new Fault(at, "data-range", "must be less than " + limit.asText());
            case "exclusiveMinimum" -> new Fault(at, "data-range", "must be more than " + limit.asText());
            case "multipleOf" -> new Fault(at, "data-range", "must be a multiple of " + limit.asText());
            case "format" -> new Fault(at, "data-format", "does not have the format " + limit.asText());
            case "pattern" -> new Fault(at, "data-format", "does not match the pattern " + limit.asText());
            default -> new Fault(at, "data-invalid", "does not satisfy “" + keyword + "” of the template's schema");
        };
    }

    private static String types(JsonNode permitted) {
        return permitted.isArray()
                ? StreamSupport.stream(permitted.spliterator(), false)
                        .map(DataSchema::types)
                        .collect(Collectors.joining(" or "))
                : TYPES.getOrDefault(permitted.asText(), permitted.asText());
    }

    private static String choices(JsonNode permitted, String separator) {
        if (!permitted.isArray()) {
            return permitted.asText();
        }
        return StreamSupport.stream(permitted.spliterator(), false)
                .limit(MAX_CHOICES)
                .map(JsonNode::asText)
                .collect(Collectors.joining(separator));
    }
}
