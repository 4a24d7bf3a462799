package io.posthorn.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyHashTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"a\":1,\"b\":[1,2]} | { \"b\" : [1, 2], \"a\" : 1 }",
                "{\"a\":{\"x\":\"1\",\"y\":null}} | {\"a\":{\"y\":null,\"x\":\"\\u0031\"}}",
            })
    void theSameRequestInOtherWordsIsTheSame(String one, String other) throws JsonProcessingException {
        assertThat(hash(one)).isEqualTo(hash(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"a\":1} | {\"a\":\"1\"}",
                "{\"a\":[1,2]} | {\"a\":[2,1]}",
                "{\"a\":[12]} | {\"a\":[1,2]}",
                "{\"a\":\"b\\\"1:c\"} | {\"a\":\"b\",\"c\":\"\"}",
                "{\"a\":null} | {}",
                "{\"a\":null} | {\"a\":\"null\"}",
                "{\"a\":{\"b\":{}}} | {\"a\":{},\"b\":{}}",
                "{\"a\":1.0} | {\"a\":1}",
            })
    void whateverDiffersDiffers(String one, String other) throws JsonProcessingException {
        assertThat(hash(one)).isNotEqualTo(hash(other));
    }

    private static byte[] hash(String json) throws JsonProcessingException {
        return BodyHash.of(new ObjectMapper().readTree(json));
    }
}
