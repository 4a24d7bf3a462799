package io.posthorn.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.template.check.JsonLines;
import io.posthorn.template.check.Spelling;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "integer", "number", "boolean", "null");
    private static final Set<String> KEYWORDS = Stream.of(SCHEMAS, MAPS_OF_SCHEMAS, LISTS_OF_SCHEMAS, OTHERS)
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    private static final Set<String> SHORT_FORMATS = Set.of("date", "date-time");

    private final String file;
    private final JsonLines lines;
    private final Consumer<BrokenTemplateException> complaints;

    private SchemaCheck(String file, String text, Consumer<BrokenTemplateException> complaints) {
        this.file = file;
        this.lines = JsonLines.of(text);
        this.complaints = complaints;
    }

    /** Complains of everything that it finds; what is no JSON is a {@link BrokenTemplateException}. */
    static void check(String file, String text, Consumer<BrokenTemplateException> complaints) {
        JsonNode source = DataSchema.source(file, text);
        SchemaCheck check = new SchemaCheck(file, text, complaints);
        if (!source.path("type").asText().equals("object")) {
            check.complain("", "the data are an object; write \"type\": \"object\"");
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
                complain(below, "unknown keyword “" + keyword + "”; " + Spelling.hint(keyword, KEYWORDS));
            }
        });
        if (schema.has("$ref") && !schema.get("$ref").asText().startsWith("#")) {
            complain(Pointers.child(at, "$ref"), "$ref points into this file only; write #/$defs/…");
        }
        checkRequired(schema, at);
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
                        complain(
                                at,
                                "an object needs \"additionalProperties\": false; else a misspelt field is not noticed");
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
                    if (!TYPES.contains(type)) {
                        complain(
                                Pointers.child(at, "type"),
                                "there is no type “" + type + "”; " + Spelling.hint(type, TYPES));
                    }
                }
            }
        }
    }

    private void checkRequired(JsonNode schema, String at) {
        JsonNode properties = schema.path("properties");
        int i = 0;
        for (JsonNode name : schema.path("required")) {
            if (properties.isObject() && !properties.has(name.asText())) {
                Set<String> known = new TreeSet<>();
                properties.fieldNames().forEachRemaining(known::add);
                complain(
                        at + "/required/" + i,
                        "“" + name.asText() + "” is required and not described; "
                                + Spelling.hint(name.asText(), known));
            }
            i++;
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
            complain(
                    at,
                    schema.path("type") + " needs “" + keyword + "”; what is not bounded can be too much for a mail");
        }
    }

    private void complain(String at, String message) {
        complaints.accept(new BrokenTemplateException(
                file, lines.line(at), "at " + (at.isEmpty() ? "the top" : at) + ": " + message));
    }
}
