package io.posthorn.template.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a value of the data may be, by the template's JSON Schema.
 *
 * @param schemas what is known of it; empty if nothing is, and then it may be anything
 * @param root the whole schema, for {@code $ref}
 */
record Shape(List<JsonNode> schemas, JsonNode root) {

    private static final Set<String> ALL = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> ONE = Set.of("then", "else");

    static final Shape UNKNOWN = new Shape(List.of(), null);
    static final Shape TEXT = of("string");
    static final Shape NUMBER = of("integer");

    static Shape of(JsonNode schema) {
        return new Shape(expanded(schema, schema), schema);
    }

    private static Shape of(String type) {
        return of(JsonNodeFactory.instance.objectNode().put("type", type));
    }

    boolean unknown() {
        return schemas.isEmpty();
    }

    /** The names that it may have, if it is an object. */
    Set<String> fields() {
        Set<String> names = new TreeSet<>();
        schemas.forEach(schema -> schema.path("properties").fieldNames().forEachRemaining(names::add));
        return names;
    }

    /** What stands under that name, or empty if there is never such a field. */
    Optional<Shape> field(String name) {
        return below(schemas.stream().map(schema -> schema.path("properties").path(name)));
    }

    /** What a list holds; anything if that is not said. */
    Shape item() {
        return below(schemas.stream()
                        .flatMap(schema -> Stream.concat(
                                Stream.of(schema.path("items")),
                                StreamSupport.stream(schema.path("prefixItems").spliterator(), false))))
                .orElse(UNKNOWN);
    }

    /** The most items a list may have. */
    long mostItems(long otherwise) {
        return schemas.stream()
                .map(schema -> schema.path("maxItems"))
                .filter(JsonNode::isNumber)
                .mapToLong(JsonNode::asLong)
                .max()
                .orElse(otherwise);
    }

    /** Whether data that fit the schema may lack that field, or have null there. */
    boolean mayLack(String name) {
        boolean required = schemas.stream()
                .anyMatch(schema -> StreamSupport.stream(schema.path("required").spliterator(), false)
                        .anyMatch(entry -> entry.asText().equals(name)));
        return !required
                || field(name).filter(shape -> shape.types().contains("null")).isPresent();
    }

    /** Whether it may be of one of these types; true if nothing is said about types. */
    boolean mayBe(String... wanted) {
        Set<String> types = types();
        return types.isEmpty() || Stream.of(wanted).anyMatch(types::contains);
    }

    /** The values that it is one of; empty if it may be others. */
    List<JsonNode> choices() {
        List<JsonNode> choices = new ArrayList<>();
        for (JsonNode schema : schemas) {
            schema.path("enum").forEach(choices::add);
            if (schema.has("const")) {
                choices.add(schema.get("const"));
            }
        }
        return choices;
    }

    Set<String> types() {
        Set<String> types = new TreeSet<>();
        for (JsonNode schema : schemas) {
            JsonNode type = schema.path("type");
            if (type.isTextual()) {
                types.add(type.asText());
            }
            type.forEach(one -> types.add(one.asText()));
            if (schema.has("properties")) {
                types.add("object");
            }
        }
        choices().forEach(choice -> types.add(type(choice)));
        return types;
    }

    private static String type(JsonNode value) {
        return value.isNumber()
                ? value.isIntegralNumber() ? "integer" : "number"
                : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private Optional<Shape> below(Stream<JsonNode> found) {
        List<JsonNode> all = found.filter(node -> node.isObject() || node.isBoolean())
                .map(node -> expanded(node, root))
                .flatMap(Collection::stream)
                .collect(Collectors.toList());
        return all.isEmpty() ? Optional.empty() : Optional.of(new Shape(all, root));
    }

    /** The schema and all that it is made of. */
    private static List<JsonNode> expanded(JsonNode schema, JsonNode root) {
        List<JsonNode> found = new ArrayList<>();
        expand(schema, root, found);
        return found;
    }

    private static void expand(JsonNode schema, JsonNode root, List<JsonNode> found) {
        if (found.stream().anyMatch(known -> known == schema)) {
            return;
        }
        found.add(schema);
        String reference = schema.path("$ref").asText();
        if (reference.equals("#")) {
            expand(root, root, found);
        } else if (reference.startsWith("#/")) {
            JsonNode target = root.at(reference.substring(1));
            if (target.isObject()) {
                expand(target, root, found);
            }
        }
        ALL.forEach(keyword -> schema.path(keyword).forEach(part -> expand(part, root, found)));
        ONE.stream().filter(schema::has).forEach(keyword -> expand(schema.get(keyword), root, found));
    }
}
