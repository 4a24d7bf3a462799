package io.posthorn.relay;

import static io.posthorn.relay.Mails.CONTENT;
import static io.posthorn.relay.Mails.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Attachment;
import io.posthorn.mail.Content;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are read back with Angus Mail, which has never heard of Posthorn. */
class MessageComposerTest {

    private static final byte[] OCTETS = new byte[10_000];

    @BeforeAll
    static void readParametersAsRfc2231Says() {
        System.setProperty("mail.mime.decodeparameters", "true");
        new Random(1).nextBytes(OCTETS);
    }

    @Test
    void headersComeInOrderAndNothingElseDoes() {
        MimeMessage message = aMail().from("shop@example.org", "The Shop")
                .to("ada@example.net", "Ada Lovelace")
                .to("b@example.net", null)
                .cc("c@example.net", null)
                .bcc("secret@example.net", null)
                .replyTo("help@example.org", null)
                .header("X-Order", "4711")
                .composed(CONTENT);
        assertThat(Mails.raw(message)).isEqualTo("""
                        Date: Tue, 3 Nov 2026 16:03:43 +0000
                        From: The Shop <shop@example.org>
                        To: Ada Lovelace <ada@example.net>, b@example.net
                        Cc: c@example.net
                        Reply-To: help@example.org
                        Subject: Hello
                        Message-ID: <0198c0de-0000-7000-8000-000000000001@example.org>
                        MIME-Version: 1.0
                        Auto-Submitted: auto-generated
                        X-Order: 4711
                        Content-Type: text/plain; charset=utf-8
                        Content-Transfer-Encoding: 7bit

                        Good day
                        """.replace("\n", "\r\n"));
    }

    @Test
    void aMailToNobodyInParticularSaysSo() {
        MimeMessage message = aMail().bcc("secret@example.net", "Secret").composed(CONTENT);
        assertThat(message.headers())
                .contains(Map.entry("To", "undisclosed-recipients:;"))
                .noneMatch(header ->
                        header.getKey().equals("Cc") || header.getKey().equals("Bcc"));
        assertThat(Mails.raw(message)).doesNotContainIgnoringCase("secret");
    }

    @Test
    void aHeaderOfTheRequestStandsInForTheUsualOne() {
        MimeMessage message =
                aMail().to("a@example.net", null).header("auto-submitted", "no").composed(CONTENT);
        assertThat(message.headers())
                .filteredOn(header -> header.getKey().equalsIgnoreCase("Auto-Submitted"))
                .containsExactly(Map.entry("auto-submitted", "no"));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void aSubjectComesBackAsItWas(String subject) throws Exception {
        MimeMessage message = aMail().to("a@example.net", null).composed(new Content(subject, "x", null));
        assertThat(parsed(message).getSubject()).isEqualTo(subject);
    }

    static Stream<String> subjects() {
        return Stream.of(
                "plain",
                "Ünïcödé",
                "👩‍👩‍👧‍👦".repeat(20),
                ("Zahlungsbestätigung 🎉 für Ihre Bestellung ").repeat(5).strip(),
                "漢字".repeat(100),
                "word ".repeat(60).strip(),
                " leading and trailing ",
                "two  spaces   and more, in a text that is long enough to be folded  somewhere",
                "=?UTF-8?Q?not_encoded?=",
                "x".repeat(2000),
                "ü" + "x".repeat(70),
                "𝄞");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada Lovelace",
                "Lovelace, Ada",
                "\"Ada\" \\ O'Brien",
                "Jürgen Müller",
                "Müller, Jürgen \"JM\" <x>",
                "a@b",
                "Firma (Wien)",
                " spaced  out ",
                "=?utf-8?q?x?=",
                "山田太郎",
                "A very long name that goes on, and on, and on, and on, and on, and on, until it must be folded",
            })
    void aDisplayNameComesBackAsItWas(String name) throws Exception {
        MimeMessage message = aMail().from("shop@example.org", name)
                .to("ada@example.net", name)
                .to("b@example.net", name)
                .composed(CONTENT);
        Message parsed = parsed(message);
        for (String header : new String[] {"From", "To"}) {
            InternetAddress[] read = InternetAddress.parseHeader(
                    String.join(",", parsed.getHeader(header)).replace("\r\n", ""), true);
            assertThat(read).allSatisfy(address -> {
                assertThat(address.getPersonal()).isEqualTo(name);
                address.validate();
            });
        }
        assertThat(parsed.getRecipients(Message.RecipientType.TO)).hasSize(2);
    }

    @Test
    void aHundredRecipientsAreFolded() throws Exception {
        Mails mail = aMail();
        for (int i = 0; i < 100; i++) {
            mail.to("recipient" + i + "@example.net", i % 2 == 0 ? "Empfänger " + i : null);
        }
        assertThat(parsed(mail.composed(CONTENT)).getRecipients(Message.RecipientType.TO))
                .hasSize(100);
    }

    @Test
    void longHeadersAreFoldedAndKeepTheirValue() throws Exception {
        String references = "<0123456789@example.org> ".repeat(30).strip();
        String free = "Grüße ".repeat(100).strip();
        MimeMessage message = aMail().to("a@example.net", null)
                .header("References", references)
                .header("X-Free", free)
                .header("X-Long", "y".repeat(900))
                .composed(CONTENT);
        Message parsed = parsed(message);
        assertThat(parsed.getHeader("References")[0].replace("\r\n", "")).isEqualTo(references);
        assertThat(jakarta.mail.internet.MimeUtility.decodeText(
                        jakarta.mail.internet.MimeUtility.unfold(parsed.getHeader("X-Free")[0])))
                .isEqualTo(free);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextComesBackAsItWasAndNoLineIsFragile(String text) throws Exception {
        MimeMessage message = aMail().to("a@example.net", null).composed(new Content("x", text, null));
        assertThat(parsed(message).getContent())
                .isEqualTo(text.replace("\r\n", "\n").replace("\n", "\r\n") + "\r\n");
        assertThat(message.body().lines()).noneMatch(line -> line.startsWith(".") || line.startsWith("From "));
    }

    static Stream<String> texts() {
        return Stream.of(
                "short",
                "",
                "one\r\ntwo\n\nfour",
                ".\n..\n.dot",
                "From me to you\n>From",
                "x".repeat(5000),
                "a".repeat(75) + ".b",
                "a".repeat(75) + "From here",
                "trailing space \nand tab\t\nend ",
                "=3D = ==",
                "Grüße 🎉 ".repeat(200) + "!",
                "ü".repeat(1000),
                "a\n".repeat(500) + "b",
                "--=_0198c0de-0000-7000-8000-000000000001_mixed--\nafter",
                "y".repeat(76) + "\n" + "z".repeat(76));
    }

    @Test
    void lineEndsAtTheEndOfATextAreOne() {
        assertThat(aMail().to("a@example.net", null)
                        .composed(new Content("x", "text\n\r\n\n", null))
                        .body())
                .isEqualTo("text\r\n");
    }

    @Test
    void textAndHtmlAreAlternatives() throws Exception {
        MimeMessage message = aMail().to("a@example.net", null).composed(new Content("x", "text", "<p>Grüße</p>"));
        MimeMultipart parts = (MimeMultipart) parsed(message).getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("text");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>Grüße</p>");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    }

    @Test
    void everythingAtOnceNestsAsReadersExpect() throws Exception {
        MimeMessage message = aMail().to("a@example.net", null)
                .embed("logo@example.org", OCTETS)
                .attach("invoice.pdf", "application/pdf", OCTETS)
                .attach("empty.bin", "application/octet-stream", new byte[0])
                .composed(new Content("x", "text", "<img src='cid:logo@example.org'>"));
        MimeMultipart mixed = (MimeMultipart) parsed(message).getContent();
        MimeMultipart alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
        MimeMultipart related = (MimeMultipart) alternative.getBodyPart(1).getContent();
        assertThat(mixed.getContentType()).startsWith("multipart/mixed");
        assertThat(related.getContentType()).startsWith("multipart/related");
        assertThat(related.getCount()).isEqualTo(2);
        assertThat(related.getBodyPart(1).getHeader("Content-ID")).containsExactly("<logo@example.org>");
        assertThat(related.getBodyPart(1).getDisposition()).isEqualTo("inline");
        assertThat(related.getBodyPart(1).getInputStream()).hasBinaryContent(OCTETS);
        assertThat(mixed.getCount()).isEqualTo(3);
        assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("invoice.pdf");
        assertThat(mixed.getBodyPart(1).getDisposition()).isEqualTo("attachment");
        assertThat(mixed.getBodyPart(1).getInputStream()).hasBinaryContent(OCTETS);
        assertThat(mixed.getBodyPart(2).getInputStream()).isEmpty();
    }

    @Test
    void imagesOfTheContentStandBesideTheHtml() throws Exception {
        Attachment image = new Attachment("logo.png", "image/png", OCTETS, "logo.png");
        MimeMessage message = aMail().to("a@example.net", null)
                .embed("photo", new byte[1])
                .composed(new Content("x", "text", "<img src='cid:logo.png'>", List.of(image)));
        MimeMultipart alternative = (MimeMultipart) parsed(message).getContent();
        MimeMultipart related = (MimeMultipart) alternative.getBodyPart(1).getContent();
        assertThat(related.getContentType()).startsWith("multipart/related");
        assertThat(related.getCount()).isEqualTo(3);
        assertThat(related.getBodyPart(0).getContentType()).startsWith("text/html");
        assertThat(related.getBodyPart(1).getHeader("Content-ID")).containsExactly("<logo.png>");
        assertThat(related.getBodyPart(1).getDisposition()).isEqualTo("inline");
        assertThat(related.getBodyPart(1).getInputStream()).hasBinaryContent(OCTETS);
        assertThat(related.getBodyPart(2).getHeader("Content-ID")).containsExactly("<photo>");
    }

    @Test
    void anImageWithoutHtmlToShowItInIsAFile() throws Exception {
        MimeMessage message =
                aMail().to("a@example.net", null).embed("logo", OCTETS).composed(CONTENT);
        MimeMultipart mixed = (MimeMultipart) parsed(message).getContent();
        assertThat(mixed.getContentType()).startsWith("multipart/mixed");
        assertThat(mixed.getBodyPart(1).getDisposition()).isEqualTo("attachment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.txt",
                "with \"quotes\" and spaces; semicolon.txt",
                "Rechnung für März.pdf",
                "100%.txt",
                "it's*ok.txt",
                "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字.txt",
                "long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-name.txt",
                "🎉.png"
            })
    void aFileNameComesBackAsItWas(String filename) throws Exception {
        MimeMessage message = aMail().to("a@example.net", null)
                .attach(filename, "text/plain; charset=utf-8", OCTETS)
                .composed(CONTENT);
        MimeMultipart mixed = (MimeMultipart) parsed(message).getContent();
        assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo(filename);
    }

    @Test
    void twoCompositionsAreTheSameBytes() {
        Mails mail = aMail().to("a@example.net", "Ä").embed("logo", OCTETS).attach("a.bin", "a/b", OCTETS);
        Content content = new Content("ü", "ü", "<b>ü</b>");
        assertThat(mail.composed(content)).isEqualTo(mail.composed(content));
    }

    /** What every message must be, whatever is in it; then what a reader sees. */
    private static Message parsed(MimeMessage message) throws Exception {
        assertThat(WireCheck.fault(Mails.SENDER, Mails.RECIPIENT, message)).isEmpty();
        String raw = Mails.raw(message);
        assertThat(raw.replace("\r\n", "").chars()).allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
        assertThat(raw.lines().filter(line -> !line.startsWith("X-Long") && !line.startsWith(" y")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
        assertThat(raw.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
        return new jakarta.mail.internet.MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(raw.getBytes(StandardCharsets.US_ASCII)));
    }
}
