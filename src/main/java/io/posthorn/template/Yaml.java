package io.posthorn.template;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A YAML document as a tree that knows its lines. Scalars stay the text that was written, so that the locale
 * {@code no} is no boolean; anchors and aliases are refused.
 */
sealed interface Yaml {

    /** Where it begins, counted from 1. */
    int line();

    record Text(String value, int line) implements Yaml {}

    record Items(List<Yaml> values, int line) implements Yaml {}

    record Entries(Map<String, Yaml> values, int line) implements Yaml {}

    /** Reads the one document of that file, which must be a mapping. */
    static Entries parse(String file, String text) {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BrokenTemplateException(file, 1, "expected “key: value” lines");
            }
            Entries entries = entries(file, parser, 1);
            if (parser.nextToken() != null) {
                throw new BrokenTemplateException(file, line(parser), "only one YAML document is expected");
            }
            return entries;
        } catch (JsonProcessingException e) {
            throw broken(file, e);
        } catch (IOException e) {
            throw new BrokenTemplateException(file, 0, "not readable: " + e.getMessage());
        }
    }

    private static BrokenTemplateException broken(String file, JsonProcessingException e) {
        if (!(e.getCause() instanceof MarkedYAMLException marked)) {
            JsonLocation at = e.getLocation();
            return new BrokenTemplateException(
                    file, at == null ? 0 : at.getLineNr(), "not YAML: " + e.getOriginalMessage());
        }
        // What is missing an end is told where it begins, and not where the next line surprises the parser.
        boolean open = marked.getContext() != null && marked.getContext().matches(".*(flow|simple key|quoted).*");
        Mark at = open && marked.getContextMark() != null ? marked.getContextMark() : marked.getProblemMark();
        String doing = marked.getContext() == null ? "" : " " + marked.getContext();
        return new BrokenTemplateException(
                file, at == null ? 0 : at.getLine() + 1, "not YAML: " + marked.getProblem() + doing);
    }

    private static Entries entries(String file, YAMLParser parser, int line) throws IOException {
        Map<String, Yaml> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int at = line(parser);
            parser.nextToken();
            if (values.put(key, value(file, parser, at)) != null) {
                throw new BrokenTemplateException(file, at, "“" + key + "” is there twice");
            }
        }
        return new Entries(values, line);
    }

    private static Yaml value(String file, YAMLParser parser, int line) throws IOException {
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw new BrokenTemplateException(file, line, "anchors and aliases are not used here; write it out");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> entries(file, parser, line);
            case START_ARRAY -> {
                List<Yaml> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(file, parser, line(parser)));
                }
                yield new Items(items, line);
            }
            default -> new Text(parser.getText(), line);
        };
    }

    private static int line(YAMLParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
