package io.posthorn.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.posthorn.mail.Lane;
import io.posthorn.mail.Origin;
import io.posthorn.submission.IntakeConfig;
import io.posthorn.submission.Submission;
import io.posthorn.testing.Settings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Map<String, String> BINARY =
            Map.of("ce_specversion", "1.0", "ce_id", "e-1", "ce_source", "/s", "ce_type", "t");
    private static final Map<String, String> STRUCTURED = Map.of("content-type", "application/cloudevents+json");

    private final RecordReader reader = new RecordReader(
            Settings.read(IntakeConfig.class, "posthorn.intake.max-request-size=3000", "posthorn.intake.max-depth=5"));

    @Test
    void aPlainObjectIsARequestFromWhereItStands() throws UnreadableRecord {
        Submission.Request request = read(Map.of(), "{\"id\": \"1\"}");

        assertThat(request.body().get("id").textValue()).isEqualTo("1");
        assertThat(request.weight()).isEqualTo(11);
        assertThat(request.envelope())
                .isEqualTo(new Submission.Envelope(Lane.BULK, null, "shop", null, new Origin("topic", 3, 42)));
    }

    @Test
    void numbersKeepTheirDigits() throws UnreadableRecord {
        assertThat(read(Map.of(), "{\"a\": 12.90}").body().get("a").decimalValue())
                .isEqualTo(new BigDecimal("12.90"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "## | empty-value",
                "{ | malformed-json",
                "{\"a\": 1} {} | malformed-json",
                "{\"a\": 1, \"a\": 2} | malformed-json",
                "{'a': 1} | malformed-json",
                "{\"a\": NaN} | malformed-json",
                "// {} | malformed-json",
                "[] | not-an-object",
                "\"secret\" | not-an-object",
                "null | not-an-object",
                "1 | not-an-object",
                "{\"a\": [[[[[1]]]]]} | too-deep",
            })
    void whatIsNoRequestIsUnreadable(String value, String code) {
        assertThat(unreadable(Map.of(), value).code()).isEqualTo(code);
    }

    @Test
    void thereAreLimitsToTheWholeToNumbersAndToNames() {
        assertThat(unreadable(Map.of(), "{\"a\": \"" + "x".repeat(3000) + "\"}").code())
                .isEqualTo("too-large");
        assertThat(unreadable(Map.of(), "{\"a\": " + "1".repeat(101) + "}").code())
                .isEqualTo("too-deep");
        assertThat(unreadable(Map.of(), "{\"" + "a".repeat(1001) + "\": 1}").code())
                .isEqualTo("too-deep");
    }

    @Test
    void aRecordWithoutValueIsUnreadable() {
        assertThat(catchThrowableOfType(
                                UnreadableRecord.class, () -> reader.read(record(Map.of(), null), Lane.BULK, null))
                        .code())
                .isEqualTo("empty-value");
    }

    @Test
    void whatIsNotUtf8IsUnreadable() {
        byte[] latin1 = "{\"a\": \"ü\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(catchThrowableOfType(
                                UnreadableRecord.class, () -> reader.read(record(Map.of(), latin1), Lane.BULK, null))
                        .code())
                .isEqualTo("malformed-json");
    }

    @Test
    void theReasonSaysWhereAndQuotesNothing() {
        UnreadableRecord unreadable = unreadable(Map.of(), "{\"a\":\n \"secret\", secret}");

        assertThat(unreadable).hasMessageContaining("line 2").hasMessageNotContaining("secret");
    }

    @Test
    void anEventInBinaryModeBringsItsId() throws UnreadableRecord {
        Submission.Request request = read(with(BINARY, "traceparent", TRACEPARENT), "{\"to\": []}");

        assertThat(request.envelope().eventId()).isEqualTo("e-1");
        assertThat(request.envelope().traceparent()).isEqualTo(TRACEPARENT);
        assertThat(request.body().has("to")).isTrue();
    }

    @Test
    void anEventInStructuredModeBringsItsIdAndItsTraceAndItsDataIsTheRequest() throws UnreadableRecord {
        Submission.Request request = read(STRUCTURED, """
                {"specversion": "1.0", "id": "e-2", "source": "/s", "type": "t", "traceparent": "%s",
                 "data": {"id": "1"}}""".formatted(TRACEPARENT));

        assertThat(request.envelope().eventId()).isEqualTo("e-2");
        assertThat(request.envelope().traceparent()).isEqualTo(TRACEPARENT);
        assertThat(request.body().toString()).isEqualTo("{\"id\":\"1\"}");
    }

    @Test
    void theHeadersTraceComesBeforeTheEvents() throws UnreadableRecord {
        Submission.Request request =
                read(with(STRUCTURED, "traceparent", TRACEPARENT), """
                {"specversion": "1.0", "id": "e", "source": "/s", "type": "t", "traceparent": "%s", "data": {}}""".formatted(TRACEPARENT.replace("00f0", "11f0")));

        assertThat(request.envelope().traceparent()).isEqualTo(TRACEPARENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n",
                "x"
            })
    void whatIsNoTraceContextIsNone(String traceparent) throws UnreadableRecord {
        assertThat(read(Map.of("traceparent", traceparent), "{}").envelope().traceparent())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_type"})
    void anEventThatLacksWhatTheStandardRequiresIsMalformed(String header) {
        Map<String, String> headers = new HashMap<>(BINARY);
        headers.remove(header);

        assertThat(unreadable(headers, "{}").code()).isEqualTo("malformed-cloudevent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"specversion\": \"0.3\", \"id\": \"e\", \"source\": \"/s\", \"type\": \"t\", \"data\": {}}",
                "{\"id\": \"e\", \"source\": \"/s\", \"type\": \"t\", \"data\": {}}",
                "{\"specversion\": \"1.0\", \"id\": 1, \"source\": \"/s\", \"type\": \"t\", \"data\": {}}",
                "{\"specversion\": \"1.0\", \"id\": \"e\", \"type\": \"t\", \"data\": {}}",
                "{\"specversion\": \"1.0\", \"id\": \"e\", \"source\": \"/s\", \"data\": {}}",
                "{\"specversion\": \"1.0\", \"id\": \"e\", \"source\": \"/s\", \"type\": \"t\"}",
                "{\"specversion\": \"1.0\", \"id\": \"e\", \"source\": \"/s\", \"type\": \"t\", \"data_base64\": \"e30=\"}",
            })
    void aStructuredEventThatLacksItIsMalformed(String value) {
        assertThat(unreadable(STRUCTURED, value).code()).isEqualTo("malformed-cloudevent");
    }

    @Test
    void anotherVersionOfCloudEventsIsNotRead() {
        assertThat(unreadable(with(BINARY, "ce_specversion", "2.0"), "{}").code())
                .isEqualTo("malformed-cloudevent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/cloudevents+avro",
                "application/cloudevents-batch+json",
            })
    void whatSaysItIsSomethingElseIsBelieved(String contentType) {
        assertThat(unreadable(Map.of("content-type", contentType), "{}").code()).isEqualTo("unsupported-content-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8", "application/vnd.shop.mail+json"})
    void jsonHasManyNames(String contentType) throws UnreadableRecord {
        assertThat(read(Map.of("content-type", contentType), "{}").body()).isEmpty();
    }

    private Submission.Request read(Map<String, String> headers, String value) throws UnreadableRecord {
        return reader.read(record(headers, value.getBytes(StandardCharsets.UTF_8)), Lane.BULK, "shop");
    }

    private UnreadableRecord unreadable(Map<String, String> headers, String value) {
        return catchThrowableOfType(UnreadableRecord.class, () -> read(headers, value));
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return more;
    }

    private static ConsumerRecord<byte[], byte[]> record(Map<String, String> headers, byte[] value) {
        RecordHeaders kafka = new RecordHeaders();
        headers.forEach((name, text) -> kafka.add(name, text.getBytes(StandardCharsets.UTF_8)));
        return new ConsumerRecord<>(
                "topic", 3, 42, 0, TimestampType.CREATE_TIME, 0, 0, null, value, kafka, Optional.empty());
    }
}
