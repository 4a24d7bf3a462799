package io.posthorn.template.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Where in a JSON text the values stand, by JSON Pointer (RFC 6901). */
public final class JsonLines {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Integer> lines = new HashMap<>();

    private JsonLines() {}

    /** Of a text that is no JSON, all that stands before the mistake. */
    public static JsonLines of(String text) {
        JsonLines lines = new JsonLines();
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            lines.read(parser, "", 1);
        } catch (IOException e) {
            // Whoever reads the JSON itself says what is wrong with it.
            lines.lines.putIfAbsent("", 1);
        }
        return lines;
    }

    /** The line of a value, counted from 1: of its name, if it has one. Of what is not there, that of what it would be in. */
    public int line(String pointer) {
        String at = pointer;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
        }
        return lines.getOrDefault(at, 1);
    }

    private void read(JsonParser parser, String at, int line) throws IOException {
        lines.putIfAbsent(at, line);
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName().replace("~", "~0").replace("/", "~1");
                int nameLine = parser.currentTokenLocation().getLineNr();
                parser.nextToken();
                read(parser, at + '/' + name, nameLine);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null; i++) {
                read(parser, at + '/' + i, parser.currentTokenLocation().getLineNr());
            }
        }
    }
}
