package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Addressees;
import io.posthorn.mail.Attachment;
import io.posthorn.mail.Body;
import io.posthorn.mail.Content;
import io.posthorn.mail.HeaderField;
import io.posthorn.mail.Labels;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.Mailbox;
import io.posthorn.mail.OnDoubt;
import io.posthorn.mail.Schedule;
import io.posthorn.mail.TemplateRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailCodecTest {

    private static final Addressees ADDRESSEES = new Addressees(
            Mailbox.parse("Kessel & Blatt <shop@example.org>"),
            List.of(Mailbox.parse("ada@example.org"), Mailbox.parse("Ægir <ae@example.org>")),
            List.of(),
            List.of(Mailbox.parse("eve@example.org")),
            List.of(Mailbox.parse("Help <help@example.org>")));

    @Test
    void aTemplateMailComesBackWithEveryDigitAndInOrder() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("z", 1);
        data.put("a", new BigDecimal("12.90"));
        data.put("big", new BigInteger("123456789012345678901234567890"));
        data.put("long", 5_000_000_000L);
        data.put("yes", true);
        data.put("text", "Zeile\n\"zwei\" \u0001 🫖");
        data.put("list", new ArrayList<>(List.of("x", Map.of("y", 1))));
        data.put("nothing", null);
        TemplateRef template = new TemplateRef("order-confirmation", "ab".repeat(32));

        MailCodec.Spec spec = MailCodec.read(MailCodec.write(mail(new Body.FromTemplate(template, "de", data))));

        assertThat(spec.body(template, "de")).isEqualTo(new Body.FromTemplate(template, "de", data));
        assertThat(spec.data().keySet()).containsExactlyElementsOf(data.keySet());
        assertThat(spec.addressees()).isEqualTo(ADDRESSEES);
    }

    @Test
    void aReadyMadeMailComesBackWithItsPartsAndHeaders() {
        Mail mail = mail(new Body.ReadyMade(new Content("Grüße", "text\r\n", "<p>html</p>")));

        MailCodec.Spec spec = MailCodec.read(MailCodec.write(mail));

        assertThat(spec.body(null, null)).isEqualTo(mail.body());
        assertThat(spec.headers()).isEqualTo(mail.headers());
        assertThat(spec.attachments()).isEqualTo(mail.attachments());
        assertThat(spec.sendAt()).isEqualTo("2026-11-23T16:00:00Z");
    }

    private static Mail mail(Body body) {
        return new Mail(
                new MailId(UUID.fromString("0198c0de-0000-7000-8000-000000000000")),
                Instant.parse("2026-11-23T15:00:00Z"),
                Lane.TRANSACTIONAL,
                new Labels("shop", "order-1", "transactional", Map.of(), null, null),
                ADDRESSEES,
                body,
                List.of(new HeaderField("X-Order", "1"), new HeaderField("X-Shop", "Grüße")),
                List.of(
                        new Attachment("a.bin", "application/octet-stream", new byte[] {0, -1, 127}, null),
                        new Attachment("logo.png", "image/png", new byte[] {1}, "logo")),
                new Schedule(Instant.parse("2026-11-23T16:00:00Z"), null, OnDoubt.HOLD));
    }
}
