package io.posthorn.submission;

import com.fasterxml.jackson.databind.JsonNode;

/** Looks through template data for what is no text: NUL and lone surrogates, which no database and no mail can hold. */
final class DataText {

    private DataText() {}

    static void check(JsonNode value, String pointer, Faults faults) {
        if (value.isTextual()) {
            checkText(value.textValue(), pointer, faults);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), Faults.at(pointer, i), faults);
            }
        } else if (value.isObject()) {
            value.properties().forEach(field -> {
                String inner = Faults.at(pointer, field.getKey());
                checkText(field.getKey(), inner, faults);
                check(field.getValue(), inner, faults);
            });
        }
    }

    private static void checkText(String text, String pointer, Faults faults) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lone = Character.isSurrogate(c)
                    && (Character.isLowSurrogate(c)
                            || i + 1 == text.length()
                            || !Character.isLowSurrogate(text.charAt(i + 1)));
            if (c == 0 || lone) {
                faults.add(pointer, "text", "character U+%04X at position %d is no text".formatted((int) c, i));
                return;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
            }
        }
    }
}
