package io.posthorn.submission;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.mail.UnstructuredText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the fields of one JSON object; what is wrong with one becomes a fault, and the field reads as null. */
final class Fields {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final JsonNode object;
    private final String pointer;
    private final Faults faults;

    Fields(JsonNode object, String pointer, Faults faults) {
        this.object = object;
        this.pointer = pointer;
        this.faults = faults;
    }

    String pointer(String field) {
        return Faults.at(pointer, field);
    }

    Faults faults() {
        return faults;
    }

    /** A fault for each field that is not among the known. */
    void refuseUnknown(Set<String> known) {
        object.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                faults.add(pointer(field), "unknown-field", "there is no such field; nothing is ignored");
            }
        });
    }

    boolean has(String field) {
        return object.has(field);
    }

    /** The value; null if it is not there. JSON's null is a value, and of the wrong type. */
    JsonNode get(String field) {
        return object.get(field);
    }

    /** A string as it is. */
    String string(String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            faults.add(pointer(field), "type", "must be a string");
            return null;
        }
        return value.textValue();
    }

    /** One line of printable text of limited length. */
    String line(String field, int longest) {
        String value = string(field);
        if (value == null) {
            return null;
        }
        if (value.isBlank() || value.length() > longest) {
            faults.add(pointer(field), "length", "must have 1 to " + longest + " characters");
            return null;
        }
        return convert(field, value, "text", text -> {
            UnstructuredText.check(text);
            return text;
        });
    }

    /** A name that can stand in configuration, metrics and URLs. */
    String name(String field, String otherwise) {
        String value = string(field);
        if (value == null) {
            return otherwise;
        }
        if (!NAME.matcher(value).matches()) {
            faults.add(pointer(field), "name", "must be letters, digits and ._- and have at most 64 of them");
            return null;
        }
        return value;
    }

    /** A string read by that function, which throws {@link IllegalArgumentException} if it cannot. */
    <T> T parsed(String field, String code, Function<String, T> reader) {
        String value = string(field);
        return value == null ? null : convert(field, value, code, reader);
    }

    private <T> T convert(String field, String value, String code, Function<String, T> reader) {
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            faults.add(pointer(field), code, e.getMessage());
            return null;
        }
    }

    /** The elements of a list; none if it is not there. */
    List<JsonNode> list(String field, int most) {
        JsonNode value = object.get(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            faults.add(pointer(field), "type", "must be a list");
            return List.of();
        }
        if (value.size() > most) {
            faults.add(pointer(field), "too-many", "may have at most " + most + " elements");
            return List.of();
        }
        return value.valueStream().toList();
    }

    /** The fields of an object; none if it is not there. */
    Set<Map.Entry<String, JsonNode>> object(String field, int most) {
        JsonNode value = object.get(field);
        if (value == null) {
            return Set.of();
        }
        if (!value.isObject()) {
            faults.add(pointer(field), "type", "must be an object");
            return Set.of();
        }
        if (value.size() > most) {
            faults.add(pointer(field), "too-many", "may have at most " + most + " fields");
            return Set.of();
        }
        return value.properties();
    }
}
