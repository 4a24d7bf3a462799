package io.posthorn.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * A request's data as the tree that a JSON Schema is checked against. Bounds depth and the size of numbers first:
 * {@code 1e999999999} is a short text and a long calculation.
 */
final class DataTree {

    static final int MAX_DEPTH = 32;

    private static final int MAX_BITS = 256;
    private static final int MAX_DIGITS = 80;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DataTree() {}

    static JsonNode of(Map<String, Object> data) {
        return node(data, 0);
    }

    private static JsonNode node(Object value, int depth) {
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number.intValue());
        }
        if (value instanceof BigDecimal number) {
            return NODES.numberNode(bounded(number));
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            int inner = deeper(value, depth);
            map.forEach((key, child) -> object.set((String) key, node(child, inner)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode(list.size());
            int inner = deeper(value, depth);
            list.forEach(child -> array.add(node(child, inner)));
            return array;
        }
        return rare(value);
    }

    private static JsonNode rare(Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number.longValue());
        }
        if (value instanceof BigInteger number) {
            return NODES.numberNode(bounded(number));
        }
        throw new Unrenderable("data-type", value, "is of a kind that JSON does not know");
    }

    private static int deeper(Object value, int depth) {
        if (depth >= MAX_DEPTH) {
            throw new Unrenderable("data-depth", value, "is nested deeper than " + MAX_DEPTH + " levels");
        }
        return depth + 1;
    }

    private static BigDecimal bounded(BigDecimal number) {
        if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
            throw new Unrenderable("data-range", number, "is a number with more than " + MAX_DIGITS + " digits");
        }
        return number;
    }

    private static BigInteger bounded(BigInteger number) {
        if (number.bitLength() > MAX_BITS) {
            throw new Unrenderable("data-range", number, "is a number of more than " + MAX_BITS + " bits");
        }
        return number;
    }
}
