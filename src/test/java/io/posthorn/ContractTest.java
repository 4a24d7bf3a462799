package io.posthorn;

import static io.posthorn.testing.Contract.REQUEST;
import static io.posthorn.testing.Contract.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posthorn.testing.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the JSON Schemas against the examples of docs/events.md, and against broken ones. */
class ContractTest {

    private static final String GOOD_REQUEST = """
            {"id": "a", "to": ["ada@example.org"], "subject": "Hello", "text": "Hello Ada"}""";
    private static final String GOOD_RESULT = """
            {"eventId": "0198c0de-7a31-7c55-9d3e-5b1f0a9c2e10", "type": "delivery.failed",
             "at": "2026-11-23T16:03:43.120Z", "tenant": "shop", "requestId": "a", "stream": "transactional",
             "mailId": "0198c0de-79f0-7b02-8a44-2f6d1c3b5a01", "recipient": "ada@example.org",
             "sequence": 2, "attempt": 1}""";

    @ParameterizedTest
    @MethodSource("requestExamples")
    void everyExampleOfARequestIsOne(JsonNode request) {
        assertThat(REQUEST.faults(request)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("resultExamples")
    void everyExampleOfAResultIsOne(JsonNode result) {
        assertThat(RESULT.faults(result)).isEmpty();
    }

    static Stream<JsonNode> requestExamples() {
        return Stream.concat(examples("request"), examples("cloudevent").map(event -> event.get("data")));
    }

    static Stream<JsonNode> resultExamples() {
        return examples("result");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'sendat': '2026-11-24T05:00:00Z'}",
                "{'sendAt': 'tomorrow'}",
                "{'sendAt': '2026-11-24T05:00:00'}",
                "{'id': ''}",
                "{'id': 7}",
                "{'to': []}",
                "{'to': null}",
                "{'to': 'ada@example.org'}",
                "{'to': ['Ada <ada@example.org>, grace@example.org']}",
                "{'to': [{'address': 'ada@example.org', 'name': ' '}]}",
                "{'to': [{'address': 'ada@example.org', 'mail': 'x'}]}",
                "{'subject': 'Hello\\r\\nBcc: eve@example.org'}",
                "{'subject': 'Hello\\u0085'}",
                "{'subject': null}",
                "{'text': 'a\\rb'}",
                "{'text': 'a\\u0000b'}",
                "{'text': null}",
                "{'template': 'welcome'}",
                "{'data': {}}",
                "{'onDoubt': 'maybe'}",
                "{'tenant': 'a shop'}",
                "{'subject': ' '}",
                "{'tags': {'a b': ''}}",
                "{'headers': {'X-A': ' '}}",
                "{'headers': {'Subject': 'other'}}",
                "{'headers': {'X-A': 'a\\nb'}}",
                "{'headers': {'List-Id': 'ä'}}",
                "{'tags': {'a': 1}}",
                "{'correlationId': ''}",
                "{'locale': 'de_AT'}",
                "{'attachments': [{'filename': '../a', 'contentType': 'text/plain', 'content': ''}]}",
                "{'attachments': [{'filename': 'a', 'contentType': 'message/rfc822', 'content': ''}]}",
                "{'attachments': [{'filename': 'a', 'contentType': 'text/plain', 'content': 'a b'}]}",
                "{'attachments': [{'filename': 'a', 'contentType': 'text/plain'}]}",
            })
    void aBrokenRequestIsNone(String change) {
        assertThat(REQUEST.faults(Contract.parse(GOOD_REQUEST))).isEmpty();

        assertThat(REQUEST.faults(changed(GOOD_REQUEST, change))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'delivery.delivered'}",
                "{'type': 'delivery.deferred'}",
                "{'type': 'mail.accepted'}",
                "{'type': 'mail.rejected'}",
                "{'eventId': '7'}",
                "{'eventId': null}",
                "{'at': '2026-11-23'}",
                "{'tenant': null}",
                "{'mailId': null}",
                "{'recipient': null}",
                "{'sequence': 0}",
                "{'sequence': null}",
                "{'type': 'mail.duplicate', 'recipient': null, 'attempt': null}",
                "{'code': 'invalid-request'}",
                "{'smtp': {'relay': 'default', 'code': 42}}",
                "{'smtp': {'relay': 'default', 'phase': 'QUIT'}}",
                "{'template': {'name': 'a', 'version': '1', 'locale': 'de'}}",
                "{'other': true}",
                "{'actor': 'ada'}",
                "{'actor': 'ada lovelace', 'reason': 'r'}",
                "{'resentFrom': '0198c0de-79f0-7b02-8a44-2f6d1c3b5a01', 'actor': 'ada', 'reason': 'r'}",
                "{'type': 'mail.accepted', 'recipient': null, 'attempt': null, 'sequence': 1, 'reason': 'r'}",
            })
    void aBrokenResultIsNone(String change) {
        assertThat(RESULT.faults(Contract.parse(GOOD_RESULT))).isEmpty();

        assertThat(RESULT.faults(changed(GOOD_RESULT, change))).isNotEmpty();
    }

    @Test
    void aRequestMayNotHaveMoreThanItsLimits() {
        ObjectNode request = (ObjectNode) Contract.parse(GOOD_REQUEST);
        request.withArray("to").removeAll();
        for (int i = 0; i < 101; i++) {
            request.withArray("to").add("a" + i + "@example.org");
        }
        assertThat(REQUEST.faults(request)).isNotEmpty();
        request.withArray("to").remove(100);
        assertThat(REQUEST.faults(request)).isEmpty();
        for (int i = 0; i < 21; i++) {
            request.withObject("/tags").put("t" + i, "");
        }
        assertThat(REQUEST.faults(request)).isNotEmpty();
    }

    @Test
    void aLongBodyIsNoTroubleForThePatterns() {
        ObjectNode request = (ObjectNode) Contract.parse(GOOD_REQUEST);
        request.put("text", "line\r\n".repeat(200_000));
        request.withArray("attachments")
                .addObject()
                .put("filename", "a.bin")
                .put("contentType", "application/octet-stream")
                .put("content", "AAAA".repeat(250_000));

        assertThat(REQUEST.faults(request)).isEmpty();
    }

    /** The document with each field of the change put in, or left out where the change says null. */
    private static JsonNode changed(String document, String change) {
        ObjectNode changed = (ObjectNode) Contract.parse(document);
        Contract.parse(change.replace('\'', '"')).properties().forEach(field -> {
            if (field.getValue().isNull()) {
                changed.remove(field.getKey());
            } else {
                changed.set(field.getKey(), field.getValue());
            }
        });
        return changed;
    }

    private static Stream<JsonNode> examples(String kind) {
        try {
            return Pattern.compile("```json " + kind + "\\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(Path.of("docs/events.md")))
                    .results()
                    .map(block -> Contract.parse(block.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
