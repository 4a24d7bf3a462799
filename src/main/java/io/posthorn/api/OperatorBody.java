package io.posthorn.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.posthorn.mail.Operator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** What an operator sends with an action, read: one JSON object, every field known and as it must be. */
final class OperatorBody {

    private static final int LONGEST = 64 << 10;
    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxDocumentLength(LONGEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final JsonNode body;
    private final List<Problem.Fault> faults = new ArrayList<>();

    private OperatorBody(JsonNode body) {
        this.body = body;
    }

    /** Reads it; text that is not a JSON object is a {@link ProblemException}, an unknown field a fault. */
    static OperatorBody of(byte[] text, Set<String> fields) {
        return of(text, fields, "{\"actor\": \"ada\", \"reason\": \"wrong price list\"}");
    }

    /** The same for a call whose content looks like that example. */
    static OperatorBody of(byte[] text, Set<String> fields, String example) {
        JsonNode json = parse(text, example);
        OperatorBody body = new OperatorBody(json);
        json.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) {
                body.fault(
                        "/" + escape(field),
                        "unknown-field",
                        "there is no such field; known are " + String.join(", ", new TreeSet<>(fields)));
            }
        });
        return body;
    }

    private static JsonNode parse(byte[] text, String example) {
        JsonNode json;
        try {
            json = text == null || text.length > LONGEST ? null : JSON.readTree(text);
        } catch (IOException e) {
            json = null;
        }
        if (json == null || !json.isObject()) {
            throw new ProblemException(Problem.invalidBody(List.of(Problem.Fault.at(
                    "", "malformed-json", "the content is one JSON object of at most 64 KiB, such as " + example))));
        }
        return json;
    }

    /** Who and why. Null if there are faults, which {@link #check} tells. */
    Operator operator() {
        String actor = text("actor", true, checked(Operator::checkActor));
        String reason = text("reason", true, checked(Operator::checkReason));
        return actor == null || reason == null ? null : new Operator(actor, reason);
    }

    /** A field as text, read; null if it is not there, or not as it must be. */
    <T> T text(String field, boolean required, Function<String, T> reader) {
        JsonNode value = body.path(field);
        if (value.isMissingNode()) {
            if (required) {
                fault("/" + field, "required", field + " must be given");
            }
            return null;
        }
        if (!value.isTextual()) {
            fault("/" + field, "type", field + " must be a string");
            return null;
        }
        try {
            return reader.apply(value.textValue());
        } catch (IllegalArgumentException e) {
            fault("/" + field, "invalid-value", e.getMessage());
            return null;
        }
    }

    /** A field as a number from 1 on; null if it is not there, or not one. */
    Integer number(String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isInt() || value.intValue() < 1) {
            fault("/" + field, "out-of-range", field + " must be a whole number from 1 on");
            return null;
        }
        return value.intValue();
    }

    /** A field as an object of strings, at least one; what of it is not one is left out. */
    Map<String, String> strings(String field) {
        Map<String, String> strings = new TreeMap<>();
        JsonNode object = body.path(field);
        if (!object.isObject() || object.isEmpty()) {
            boolean absent = object.isMissingNode() || object.isObject();
            fault("/" + field, absent ? "required" : "type", field + " must be an object of strings, and not empty");
            return strings;
        }
        object.properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                strings.put(entry.getKey(), entry.getValue().textValue());
            } else {
                fault("/" + field + "/" + escape(entry.getKey()), "type", entry.getKey() + " must be a string");
            }
        });
        return strings;
    }

    void fault(String pointer, String code, String message) {
        faults.add(Problem.Fault.at(pointer, code, message));
    }

    /** Ends the call with a problem if there are faults. */
    void check() {
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.invalidBody(faults));
        }
    }

    /** A name as a token of a JSON Pointer (RFC 6901 section 3). */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Function<String, String> checked(Consumer<String> check) {
        return text -> {
            check.accept(text);
            return text;
        };
    }
}
