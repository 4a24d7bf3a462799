package io.posthorn.replies;

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

/**
 * Reads the YAML of a file of rules: {@code rules:} and below it a list of mappings, each key with one value or a list
 * of them. Scalars stay the text that was written; anchors and aliases are refused.
 */
final class RuleReader {

    /** One rule as it is written. */
    record Entry(int line, Map<String, Values> fields) {}

    /** What stands behind one key. */
    record Values(int line, List<String> texts) {}

    private final String file;
    private final YAMLParser yaml;

    private RuleReader(String file, YAMLParser yaml) {
        this.file = file;
        this.yaml = yaml;
    }

    static List<Entry> read(String file, String text) {
        try (YAMLParser yaml = new YAMLFactory().createParser(text)) {
            return new RuleReader(file, yaml).document();
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new BrokenRuleException(file, at == null ? 0 : at.getLineNr(), "not YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BrokenRuleException(file, 0, "not readable: " + e.getMessage());
        }
    }

    private List<Entry> document() throws IOException {
        expect(yaml.nextToken(), JsonToken.START_OBJECT, "the file begins with “rules:”");
        expect(yaml.nextToken(), JsonToken.FIELD_NAME, "the file begins with “rules:”");
        if (!yaml.currentName().equals("rules")) {
            throw broken("unknown key “" + yaml.currentName() + "”; the file has only “rules”");
        }
        expect(yaml.nextToken(), JsonToken.START_ARRAY, "“rules” is a list: each rule begins with a dash");
        List<Entry> entries = new ArrayList<>();
        while (yaml.nextToken() != JsonToken.END_ARRAY) {
            entries.add(entry());
        }
        expect(yaml.nextToken(), JsonToken.END_OBJECT, "the file has only “rules”");
        if (yaml.nextToken() != null) {
            throw broken("only one YAML document is expected");
        }
        return entries;
    }

    private Entry entry() throws IOException {
        expect(yaml.currentToken(), JsonToken.START_OBJECT, "a rule has “key: value” lines");
        int line = line();
        Map<String, Values> fields = new LinkedHashMap<>();
        while (yaml.nextToken() != JsonToken.END_OBJECT) {
            String key = yaml.currentName();
            Values values = values(key);
            if (fields.put(key, values) != null) {
                throw new BrokenRuleException(file, values.line(), "“" + key + "” is there twice in one rule");
            }
        }
        return new Entry(line, fields);
    }

    private Values values(String key) throws IOException {
        int line = line();
        List<String> texts = new ArrayList<>();
        if (yaml.nextToken() == JsonToken.START_ARRAY) {
            while (yaml.nextToken() != JsonToken.END_ARRAY) {
                texts.add(scalar(key));
            }
        } else {
            texts.add(scalar(key));
        }
        return new Values(line, texts);
    }

    private String scalar(String key) throws IOException {
        if (yaml.isCurrentAlias() || yaml.getObjectId() != null) {
            throw broken("anchors and aliases are not used here; write it out");
        }
        if (!yaml.currentToken().isScalarValue()) {
            throw broken("“" + key + "” has one value or a list of them");
        }
        return yaml.getText();
    }

    private void expect(JsonToken found, JsonToken wanted, String otherwise) {
        if (found != wanted) {
            throw broken(otherwise);
        }
    }

    private BrokenRuleException broken(String message) {
        return new BrokenRuleException(file, line(), message);
    }

    private int line() {
        return yaml.currentTokenLocation().getLineNr();
    }
}
