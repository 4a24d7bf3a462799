package io.posthorn.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posthorn.mail.Attachment;
import io.posthorn.mail.Content;
import io.posthorn.mail.Fault;
import io.posthorn.mail.HeaderField;
import io.posthorn.mail.Labels;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mailbox;
import io.posthorn.mail.OnDoubt;
import io.posthorn.mail.Schedule;
import io.posthorn.store.Clocks;
import io.posthorn.testing.Contract;
import io.posthorn.testing.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T16:00:00Z");
    private static final IntakeConfig LIMITS =
            Settings.read(IntakeConfig.class, "posthorn.intake.max-attachments-size=10");
    private static final String READY = """
            {"id": "1", "from": "shop@example.org", "to": ["ada@example.org"], "subject": "s", "text": "t"}""";
    private static final String TEMPLATE = """
            {"id": "1", "from": "shop@example.org", "to": ["ada@example.org"], "template": "note"}""";

    private final RequestReader reader = new RequestReader(LIMITS, new ScheduleReader(LIMITS, Clocks.at(NOW)));

    @Test
    void everyFieldIsRead() {
        MailRequest request = valid("""
                {"id": "order-1", "tenant": "shop", "from": "Kessel & Blatt <shop@example.org>",
                 "to": [{"address": "ada@example.org", "name": "Ada <Countess>"}], "cc": ["Bob <b@example.org>"],
                 "bcc": ["c@example.org"], "replyTo": ["help@example.org"], "subject": "Grüße", "text": "t\\r\\n",
                 "html": "<p>", "attachments": [{"filename": "a.txt", "contentType": "text/plain", "content": "AAE=",
                 "contentId": "a@b"}], "headers": {"X-Order": "1"}, "sendAt": "2026-11-24T06:00:00+01:00",
                 "expiresAt": "2026-11-25T05:00:00.123456Z", "onDoubt": "hold", "stream": "orders",
                 "tags": {"order": "1"}, "correlationId": "c-1"}""");

        assertThat(request)
                .isEqualTo(new MailRequest(
                        new Labels("shop", "order-1", "orders", Map.of("order", "1"), "c-1", null),
                        Mailbox.parse("Kessel & Blatt <shop@example.org>"),
                        List.of(new Mailbox(Mailbox.parse("ada@example.org").address(), "Ada <Countess>")),
                        List.of(Mailbox.parse("Bob <b@example.org>")),
                        List.of(Mailbox.parse("c@example.org")),
                        List.of(Mailbox.parse("help@example.org")),
                        new MailRequest.Wanted.ReadyMade(new Content("Grüße", "t\r\n", "<p>")),
                        List.of(new HeaderField("X-Order", "1")),
                        List.of(new Attachment("a.txt", "text/plain", new byte[] {0, 1}, "a@b")),
                        new Schedule(
                                Instant.parse("2026-11-24T05:00:00Z"),
                                Instant.parse("2026-11-25T05:00:00.123Z"),
                                OnDoubt.HOLD)));
    }

    @Test
    void aTemplateIsReadWithItsLocaleInItsCanonicalFormAndItsData() {
        ObjectNode request = json(TEMPLATE);
        request.put("locale", "DE-at").putObject("data").put("a", 1).putNull("b");

        assertThat(valid(request.toString()).wanted())
                .isInstanceOfSatisfying(MailRequest.Wanted.Template.class, template -> {
                    assertThat(template.name()).isEqualTo("note");
                    assertThat(template.locale()).isEqualTo("de-AT");
                    assertThat(template.data()).containsEntry("a", 1).containsEntry("b", null);
                });
    }

    @Test
    void whatIsNotGivenIsLeftOpenOrHasItsDefault() {
        MailRequest request = valid(READY.replace("\"from\": \"shop@example.org\", ", ""));

        assertThat(request.from()).isNull();
        assertThat(request.labels()).isEqualTo(new Labels("default", "1", null, Map.of(), null, null));
        assertThat(request.schedule()).isEqualTo(new Schedule(null, null, OnDoubt.RESEND));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"id\": \"\"} | /id | length",
                "{\"id\": \"a\\nb\"} | /id | text",
                "{\"id\": 1} | /id | type",
                "{\"id\": null} | /id | type",
                "{\"tenant\": \"a b\"} | /tenant | name",
                "{\"tenant\": 1} | /tenant | type",
                "{\"subject\": \"\"} | /subject | length",
                "{\"subject\": \"a\\rb\"} | /subject | text",
                "{\"subject\": [\"s\"]} | /subject | type",
                "{\"text\": 1} | /text | type",
                "{\"text\": \"a\\u0000\"} | ## | text",
                "{\"text\": \"a\\rb\"} | ## | text",
                "{\"html\": true} | /html | type",
                "{\"html\": \"\\ud800\"} | ## | text",
                "{\"template\": \"note\"} | /subject | conflict",
                "{\"template\": \"note\"} | /text | conflict",
                "{\"locale\": \"de\"} | /locale | conflict",
                "{\"data\": {}} | /data | conflict",
                "{\"attachments\": {}} | /attachments | type",
                "{\"attachments\": [1]} | /attachments/0 | type",
                "{\"attachments\": [{}]} | /attachments/0/filename | required",
                "{\"attachments\": [{}]} | /attachments/0/contentType | required",
                "{\"attachments\": [{}]} | /attachments/0/content | required",
                "{\"attachments\": [{\"name\": \"a\"}]} | /attachments/0/name | unknown-field",
                "{\"headers\": []} | /headers | type",
                "{\"headers\": {\"X-A\": 1}} | /headers/X-A | type",
                "{\"headers\": {\"Bcc\": \"eve@example.org\"}} | /headers/Bcc | header",
                "{\"headers\": {\"X-A\": \"a\\r\\nBcc: b\"}} | /headers/X-A | header",
                "{\"headers\": {\"X A\": \"a\"}} | /headers/X A | header",
                "{\"headers\": {\"References\": \"ü\"}} | /headers/References | header",
                "{\"headers\": {\"X-A\": \"1\", \"x-a\": \"2\"}} | /headers/x-a | repeated",
                "{\"sendAt\": \"tomorrow\"} | /sendAt | instant",
                "{\"sendAt\": \"2026-11-24\"} | /sendAt | instant",
                "{\"sendAt\": 1764000000} | /sendAt | type",
                "{\"sendAt\": \"1999-12-31T23:59:59Z\"} | /sendAt | instant",
                "{\"sendAt\": \"2027-11-25T16:00:00Z\"} | /sendAt | too-late",
                "{\"expiresAt\": \"soon\"} | /expiresAt | instant",
                "{\"sendAt\": \"2026-12-01T00:00:00Z\", \"expiresAt\": \"2026-12-01T00:00:00Z\"} | /expiresAt | conflict",
                "{\"onDoubt\": \"HOLD\"} | /onDoubt | choice",
                "{\"stream\": \"-a\"} | /stream | name",
                "{\"tags\": []} | /tags | type",
                "{\"tags\": {\"a b\": \"x\"}} | /tags/a b | name",
                "{\"tags\": {\"a\": 1}} | /tags/a | text",
                "{\"tags\": {\"a\": \"\\n\"}} | /tags/a | text",
                "{\"correlationId\": \"\"} | /correlationId | length",
                "{\"correlationId\": \"\\u0085\"} | /correlationId | text",
                "{\"sendat\": \"x\"} | /sendat | unknown-field",
                "{\"a/b~c\": \"x\"} | /a~1b~0c | unknown-field",
                "{\"\\r\\n\": \"x\"} | /\uFFFD\uFFFD | unknown-field",
            })
    void aFaultIsNamedWithWhereItIs(String change, String pointer, String code) {
        assertThat(faults(json(READY).setAll(json(change)), envelope(null, null)))
                .contains(pointer + " " + code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"template\": \"a b\"} | /template | name",
                "{\"template\": 1} | /template | type",
                "{\"locale\": \"de_AT\"} | /locale | locale",
                "{\"data\": []} | /data | type",
                "{\"data\": {\"a\": {\"b\": [\"x\", \"\\u0000\"]}}} | /data/a/b/1 | text",
                "{\"data\": {\"a\\udc00\": 1}} | /data/a\uFFFD | text",
                "{\"html\": \"<p>\"} | /html | conflict",
            })
    void aFaultAroundATemplateIsToo(String change, String pointer, String code) {
        assertThat(faults(json(TEMPLATE).setAll(json(change)), envelope(null, null)))
                .contains(pointer + " " + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"to", "cc", "bcc", "replyTo"})
    void anAddressIsCheckedInEveryListAndInBothForms(String list) {
        assertThat(faults(list, "1")).contains("/" + list + " type");
        assertThat(faults(list, "[1]")).contains("/" + list + "/0 type");
        assertThat(faults(list, "[\"a@example.org\", \"b\"]")).contains("/" + list + "/1 address");
        assertThat(faults(list, "[\"a\\r\\n@example.org\"]")).contains("/" + list + "/0 address");
        assertThat(faults(list, "[\"A\\nB <a@example.org>\"]")).contains("/" + list + "/0 address");
        assertThat(faults(list, "[{\"name\": \"A\"}]")).contains("/" + list + "/0/address required");
        assertThat(faults(list, "[{\"address\": \"a\"}]")).contains("/" + list + "/0/address address");
        assertThat(faults(list, "[{\"address\": \"a@b.c\", \"name\": 1}]")).contains("/" + list + "/0/name type");
        assertThat(faults(list, "[{\"address\": \"a@b.c\", \"name\": \"\\u2028\"}]"))
                .contains("/" + list + "/0 address");
        assertThat(faults(list, "[{\"address\": \"a@b.c\", \"nick\": \"A\"}]"))
                .contains("/" + list + "/0/nick unknown-field");
    }

    @Test
    void theAuthorIsCheckedToo() {
        assertThat(faults("from", "\"a\"")).contains("/from address");
        assertThat(faults("from", "[\"a@b.c\"]")).contains("/from type");
        assertThat(faults("from", "{\"address\": \"a\"}")).contains("/from/address address");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "\"filename\": \"a/b\" | /attachments/0 attachment",
                "\"filename\": 1 | /attachments/0/filename type",
                "\"contentType\": \"text\" | /attachments/0 attachment",
                "\"contentType\": \"multipart/mixed\" | /attachments/0 attachment",
                "\"contentId\": \"<a>\" | /attachments/0 attachment",
                "\"content\": \"A\" | /attachments/0/content base64",
                "\"content\": \"AAE=\\n\" | /attachments/0/content base64",
                "\"content\": \"AAAAAAAAAAAAAAAA\" | /attachments too-large",
            })
    void anAttachmentIsChecked(String change, String fault) {
        ObjectNode attachment = json("{\"filename\": \"a\", \"contentType\": \"a/b\", \"content\": \"\"}");
        attachment.setAll(json("{" + change + "}"));

        assertThat(faults("attachments", "[" + attachment + "]")).containsExactly(fault);
    }

    @Test
    void twoPartsOfOneContentIdAreAFault() {
        String part = "{\"filename\": \"a\", \"contentType\": \"a/b\", \"content\": \"\", \"contentId\": \"x\"}";

        assertThat(faults("attachments", "[" + part + "," + part + "]"))
                .containsExactly("/attachments/1/contentId repeated");
    }

    @Test
    void thereIsALimitToEverything() {
        assertThat(faults("id", Many.quoted("x".repeat(257)))).containsExactly("/id length");
        assertThat(faults("correlationId", Many.quoted("x".repeat(257)))).containsExactly("/correlationId length");
        assertThat(faults("subject", Many.quoted("x".repeat(901)))).containsExactly("/subject length");
        assertThat(faults("tenant", Many.quoted("x".repeat(65)))).containsExactly("/tenant name");
        assertThat(faults("to", Many.addresses(101))).contains("/to too-many");
        assertThat(faults("cc", Many.addresses(100))).containsExactly(" too-many");
        assertThat(faults("replyTo", Many.addresses(11))).containsExactly("/replyTo too-many");
        assertThat(faults("tags", Many.headers(21))).containsExactly("/tags too-many");
        assertThat(faults("headers", Many.headers(51))).containsExactly("/headers too-many");
        assertThat(faults("attachments", "[" + "{},".repeat(20) + "{}]")).containsExactly("/attachments too-many");
    }

    @Test
    void aMailToNobodyOrAboutNothingIsAFault() {
        assertThat(faults("to", "[]")).containsExactly("/to required");
        assertThat(faults(json("{\"id\": \"1\", \"to\": [\"a@b.c\"]}"), envelope(null, null)))
                .containsExactly("/subject required", "/text required");
    }

    @Test
    void theEventsIdStandsInAndIsCheckedAsTheRequestsOwn() {
        ObjectNode without = json(READY);
        without.remove("id");

        assertThat(faults(without, envelope(null, null))).containsExactly("/id required");
        assertThat(faults(without, envelope("a\nb", null))).containsExactly("/id text");
        assertThat(reader.read(without, envelope("e-1", null)).labels().requestId())
                .isEqualTo("e-1");
        assertThat(reader.read(json(READY), envelope("e-1", null)).labels().requestId())
                .isEqualTo("1");
    }

    @Test
    void aTopicsTenantIsEverybodysOnIt() {
        assertThat(reader.read(json(READY), envelope(null, "shop")).labels().tenant())
                .isEqualTo("shop");
        assertThat(faults(json(READY).put("tenant", "other"), envelope(null, "shop")))
                .containsExactly("/tenant tenant");
    }

    @Test
    void whatIsProperIsKnownOfARequestThatIsRefused() {
        Reading reading = reader.read(
                json(READY).put("tenant", "a b").put("correlationId", "c").setAll(json("""
                        {"tags": {"good": "1", "b d": "2"}, "subject": 1, "to": ["x"]}""")), envelope(null, null));

        assertThat(reading.labels()).isEqualTo(new Labels(null, "1", null, Map.of("good", "1"), "c", null));
        assertThat(((Reading.Invalid) reading).faults())
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder("/tenant", "/tags/b d", "/subject", "/to/0");
    }

    private MailRequest valid(String json) {
        Reading reading = reader.read(json(json), envelope(null, null));
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).request();
    }

    private List<String> faults(String field, String value) {
        return faults(json(READY).set(field, Contract.parse(value)), envelope(null, null));
    }

    private List<String> faults(JsonNode request, Submission.Envelope envelope) {
        Reading reading = reader.read(request, envelope);
        return reading instanceof Reading.Invalid invalid
                ? invalid.faults().stream()
                        .map(fault -> fault.pointer() + " " + fault.code())
                        .toList()
                : List.of();
    }

    private static Submission.Envelope envelope(String eventId, String tenant) {
        return new Submission.Envelope(Lane.TRANSACTIONAL, eventId, tenant, null, null);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Contract.parse(text);
    }
}
