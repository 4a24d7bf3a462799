package io.posthorn.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.posthorn.store.JsonValues;
import io.posthorn.template.check.JsonLines;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A template set that was read and checked as a whole; of a {@link CandidateSet} it may be a part. Immutable. */
public final class LoadedSet {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    static final String SAMPLES = "/samples";
    private static final String SAMPLE = ".json";

    private final SetFiles files;
    private final Instant loadedAt;
    private final SortedMap<String, TemplateVersion> templates;

    private LoadedSet(SetFiles files, Instant loadedAt, Map<String, TemplateVersion> templates) {
        this.files = files;
        this.loadedAt = loadedAt;
        this.templates = Collections.unmodifiableSortedMap(new TreeMap<>(templates));
    }

    /** Checks everything; what is broken is a {@link BrokenTemplateException}. */
    static LoadedSet of(SetFiles files, Instant now) {
        return new LoadedSet(files, now, TemplateSet.read(files));
    }

    /** Of a set that may be broken, what can be parsed, as {@link TemplateSet#read(TemplateSet.Source, Consumer)}. */
    static LoadedSet of(SetFiles files, Instant now, Consumer<BrokenTemplateException> complaints) {
        return new LoadedSet(files, now, TemplateSet.read(files, complaints));
    }

    /** What people call this state of the set: a commit where one is known, else {@code sha256:} and its hash. */
    public String revision() {
        return files.revision();
    }

    /** SHA-256 over all its files, samples included, in hexadecimal. */
    public String hash() {
        return files.hash();
    }

    /** Since when this instance uses it. */
    public Instant loadedAt() {
        return loadedAt;
    }

    /** All templates, by name. */
    public SortedMap<String, TemplateVersion> templates() {
        return templates;
    }

    /** Names of the samples of that template. */
    public List<String> samples(String template) {
        String folder = template + SAMPLES;
        return files.in(folder).stream()
                .filter(path -> path.endsWith(SAMPLE))
                .map(path -> path.substring(folder.length() + 1, path.length() - SAMPLE.length()))
                .toList();
    }

    /**
     * The data of a sample, with every digit of its numbers; empty if there is no such sample.
     *
     * @throws BrokenTemplateException if it is no JSON object
     */
    public Optional<Map<String, Object>> sample(String template, String name) {
        String path = samplePath(template, name);
        return files.file(path).map(content -> object(path, SourceFiles.decoded(path, content)));
    }

    /** In which line of a sample that value stands, by JSON Pointer. There must be such a sample. */
    public int sampleLine(String template, String name, String pointer) {
        String path = samplePath(template, name);
        return JsonLines.of(SourceFiles.decoded(path, files.file(path).orElseThrow()))
                .line(pointer);
    }

    /** Where a sample stands within the set. */
    public static String samplePath(String template, String name) {
        return template + SAMPLES + '/' + name + SAMPLE;
    }

    SetFiles files() {
        return files;
    }

    static Map<String, Object> object(String path, String text) {
        try {
            JsonNode sample = JSON.readTree(text);
            if (!sample.isObject()) {
                throw new BrokenTemplateException(path, 1, "a sample is a JSON object");
            }
            return JsonValues.map(sample);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new BrokenTemplateException(path, line, "not JSON: " + e.getOriginalMessage());
        }
    }
}
