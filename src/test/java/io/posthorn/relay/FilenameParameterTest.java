package io.posthorn.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How it is written; that it can be read is the matter of {@link MessageComposerTest}. */
class FilenameParameterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "invoice 4711.pdf | filename=\"invoice 4711.pdf\"",
                "the \"final\".txt | filename=\"the \\\"final\\\".txt\"",
                "März.txt | filename*=UTF-8''M%C3%A4rz.txt",
                "=?UTF-8?B?DQo=?= | filename*=UTF-8''%3D%3FUTF-8%3FB%3FDQo%3D%3F%3D",
                "a''b.txt | filename*=UTF-8''a%27%27b.txt",
                "100%.txt | filename*=UTF-8''100%25.txt",
            })
    void whatSomebodyCouldTakeForEncodedIsEncoded(String filename, String parameter) {
        assertThat(FilenameParameter.of(filename)).containsExactly(parameter);
    }
}
