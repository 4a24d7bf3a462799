package io.posthorn.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a template's schema must be like, so that a request can neither misspell a field nor send more than a mail can
 * hold: every object closed, every text, list and number bounded, nothing fetched, no keyword that is a typing error.
 */
final class SchemaCheck {

    private static final Set<String> SCHEMAS = Set.of("items", "additionalProperties", "not", "if", "then", "else");
    private static final Set<String> MAPS_OF_SCHEMAS = Set.of("properties", "$defs");
    private static final Set<String> LISTS_OF_SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> OTHERS = Set.of(
            "$schema",
            "$ref",
            "$comment",
            "title",
            "description",
            "examples",
            "default",
            "type",
            "enum",
            "const",
            "required",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf");
    private static final Set<String> SHORT_FORMATS = Set.of("date", "date-time");

    private final String file;

    private SchemaCheck(String file) {
        this.file = file;
    }

    static void check(String file, JsonNode source) {
        SchemaCheck check = new SchemaCheck(file);
        if (!source.path("type").asText().equals("object")) {
            throw check.broken("", "the data are an object: \"type\": \"object\"");
        }
        check.visit(source, "");
    }

    private void visit(JsonNode schema, String at) {
        if (!schema.isObject()) {
            return;
        }
        schema.properties().forEach(entry -> {
            String keyword = entry.getKey();
            JsonNode value = entry.getValue();
            String below = Pointers.child(at, keyword);
            if (SCHEMAS.contains(keyword)) {
                visit(value, below);
            } else if (MAPS_OF_SCHEMAS.contains(keyword)) {
                value.properties().forEach(e -> visit(e.getValue(), Pointers.child(below, e.getKey())));
            } else if (LISTS_OF_SCHEMAS.contains(keyword)) {
                for (int i = 0; i < value.size(); i++) {
                    visit(value.get(i), below + '/' + i);
                }
            } else if (!OTHERS.contains(keyword)) {
                throw broken(at, "unknown keyword “" + keyword + "”");
            }
        });
        if (schema.has("$ref") && !schema.get("$ref").asText().startsWith("#")) {
            throw broken(at, "$ref points into this file only: #/$defs/…");
        }
        checkBounds(schema, at);
    }

    private void checkBounds(JsonNode schema, String at) {
        if (schema.has("enum") || schema.has("const")) {
            return;
        }
        for (String type : types(schema)) {
            switch (type) {
                case "object" -> {
                    if (!schema.path("additionalProperties").isBoolean()
                            || schema.path("additionalProperties").asBoolean()) {
                        throw broken(at, "an object needs \"additionalProperties\": false");
                    }
                }
                case "array" -> require(schema, at, "maxItems");
                case "string" -> {
                    if (!SHORT_FORMATS.contains(schema.path("format").asText())) {
                        require(schema, at, "maxLength");
                    }
                }
                case "integer", "number" -> require(schema, at, "maximum");
                default -> {
                    if (!Set.of("boolean", "null").contains(type)) {
                        throw broken(at, "there is no type “" + type + "”");
                    }
                }
            }
        }
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new TreeSet<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(one -> types.add(one.asText()));
        return types;
    }

    private void require(JsonNode schema, String at, String keyword) {
        if (!schema.path(keyword).isNumber()) {
            throw broken(at, schema.path("type") + " needs “" + keyword + "”");
        }
    }

    private BrokenTemplateException broken(String at, String message) {
        return new BrokenTemplateException(file, 0, "at " + (at.isEmpty() ? "the top" : at) + ": " + message);
    }
}
