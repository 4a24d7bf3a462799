package io.posthorn.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.mime.MailReader;
import io.posthorn.testing.mime.ReadMail;
import io.posthorn.testing.smtp.ReceivedMail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request holds comes out at the other end as it went in, whoever reads it. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class ArrivingMailFlowTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world = World.current();
    private final Requester requester = new Requester(world);
    private final String id = "content-" + UUID.randomUUID();
    private final String recipient = id + "@example.org";
    private final ObjectNode request = JSON.createObjectNode()
            .put("id", id)
            .put("from", "shop@example.org")
            .put("subject", "Rechnung")
            .put("text", "Guten Tag");

    ArrivingMailFlowTest() {
        request.putArray("to").add(recipient);
    }

    @AfterEach
    void close() {
        requester.close();
        assertThat(world.sink().violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invoice.pdf",
                "an invoice, with \"quotes\"; and more.pdf",
                "Rechnung für März.pdf",
                "=?UTF-8?B?ZXZpbC5leGU=?=",
                "it's 100%.txt",
                "請求書請求書請求書請求書請求書請求書請求書請求書請求書請求書請求書請求書請求書請求書.pdf",
                "a-rather-long-name-that-does-not-fit-into-one-line-of-a-header-but-is-ascii-all-through.txt",
                "👩‍👩‍👧‍👦.png"
            })
    void aFileArrivesOctetForOctetUnderItsName(String fileName) {
        byte[] octets = new byte[50_000];
        new Random(fileName.hashCode()).nextBytes(octets);
        attach(fileName, "application/octet-stream", octets);

        ReceivedMail mail = sent();

        assertThat(mail.raw()).startsWith("Date: ");
        for (MailReader reader : MailReader.ALL) {
            ReadMail read = reader.read(mail);
            new WantedMail(request).assertIs(read);
            assertThat(read.files()).extracting(ReadMail.Part::disposition).containsExactly("attachment");
        }
    }

    @Test
    void partsShownInTheHtmlAndFilesOfEveryKindArriveTogether() {
        request.put("html", "<p>Grüße <img src=\"cid:logo@shop\" alt=\"\"></p>");
        attach("logo.png", "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
                .put("contentId", "logo@shop");
        attach("empty.bin", "application/octet-stream", new byte[0]);
        attach("lines.csv", "text/csv;charset=utf-8", "ä;1\n.\r\n.\r\rb\0".getBytes(StandardCharsets.UTF_8));
        attach("all.bin", "application/x-all", everyOctet());

        ReceivedMail mail = sent();

        for (MailReader reader : MailReader.ALL) {
            ReadMail read = reader.read(mail);
            new WantedMail(request).assertIs(read);
            assertThat(read.files())
                    .extracting(ReadMail.Part::disposition)
                    .containsExactly("inline", "attachment", "attachment", "attachment");
        }
    }

    @Test
    void replyToAndAllowedHeadersAreThereAndTheMailSaysThatAProgramSentIt() {
        request.putArray("replyTo").add("Büro <office@example.org>").add("help@example.org");
        request.putObject("headers")
                .put("X-Order", "4711, für Ada")
                .put("List-Id", "Orders <orders.example.org>")
                .put("References", "<1@example.org> <2@example.org>");

        for (MailReader reader : MailReader.ALL) {
            ReadMail read = reader.read(sent());
            new WantedMail(request).assertIs(read);
            assertThat(read.header("Auto-Submitted"))
                    .extracting(ReadMail.Header::value)
                    .containsExactly("auto-generated");
        }
    }

    @Test
    void whoSaysHowAMailWasSubmittedIsBelieved() {
        request.putObject("headers").put("Auto-Submitted", "auto-replied");

        ReceivedMail mail = sent();

        assertThat(mail.headers("Auto-Submitted")).containsExactly("auto-replied");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 440})
    void aSubjectOfAnyLengthComesBackAsItWas(int length) {
        request.put("subject", "ß🎉".repeat(length).substring(0, Math.min(900, 3 * length)));

        ReceivedMail mail = sent();

        for (MailReader reader : MailReader.ALL) {
            new WantedMail(request).assertIs(reader.read(mail));
        }
        assertThat(mail.raw().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
    }

    @Test
    void everyLineEndsInCarriageReturnAndLineFeed() {
        request.put("text", "one\ntwo\r\n.\n..three\n\nFrom here on: ü\n").put("html", "<p>\n.\r\n</p>");
        attach("lines.txt", "text/plain", "\n\r\n\r".getBytes(StandardCharsets.UTF_8));

        String raw = sent().raw();

        assertThat(raw.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(raw).endsWith("\r\n").doesNotEndWith("\r\n\r\n");
    }

    private ObjectNode attach(String fileName, String contentType, byte[] content) {
        return request.withArray("attachments")
                .addObject()
                .put("filename", fileName)
                .put("contentType", contentType)
                .put("content", Base64.getEncoder().encodeToString(content));
    }

    private ReceivedMail sent() {
        List<ReceivedMail> before = requester.mailsTo(recipient);
        if (before.isEmpty()) {
            requester.publish(request.toString());
            requester.resultsUntil("delivery.relayed", id);
        }
        assertThat(requester.mailsTo(recipient)).hasSize(1);
        return requester.mailsTo(recipient).get(0);
    }

    private static byte[] everyOctet() {
        byte[] octets = new byte[256];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        return octets;
    }
}
