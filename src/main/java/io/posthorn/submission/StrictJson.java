package io.posthorn.submission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How JSON from outside is read, whichever way it comes: one value, no field twice, every digit kept, bounded. */
public final class StrictJson {

    private static final int LONGEST_NUMBER = 100;
    /** The parser remembers thousands of names. */
    private static final int LONGEST_NAME = 1000;

    private StrictJson() {}

    /** A reader of trees within those limits. What it says of a fault quotes nothing of the text. */
    public static ObjectReader reader(IntakeConfig limits) {
        long maxSize = limits.maxRequestSize().asLongValue();
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxNameLength(LONGEST_NAME)
                        .maxStringLength((int) Math.min(maxSize, Integer.MAX_VALUE))
                        .maxDocumentLength(maxSize)
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build()
                .reader();
    }
}
