package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.posthorn.mail.Body;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.OnDoubt;
import io.posthorn.mail.TemplateRef;
import io.posthorn.store.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatestMailsTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T16:00:00Z");

    private static Spool spool;

    @BeforeAll
    static void open() {
        spool = Spool.on(FreshDatabase.create());
    }

    @AfterAll
    static void close() {
        spool.close();
    }

    @BeforeEach
    void empty() {
        spool.database.run("truncate delivery, mail");
    }

    @Test
    void theNewestOfTheTemplatesComeFirstAndNoMoreThanAskedFor() throws SQLException {
        accept("order", 0);
        MailId second = accept("order", 1);
        MailId third = accept("letter", 2);
        MailId fourth = accept("order", 3);
        accept("orders", 4);
        accept("a", 5);
        spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));

        assertThat(latest(3, "order", "letter")).containsExactly(fourth, third, second);
    }

    @Test
    void moreThanAPageOverSeveralWeeksComeInOrderAndOnce() throws SQLException {
        List<MailId> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            expected.add(accept(i % 3 == 0 ? "letter" : "order", i * 86_400));
        }
        Collections.reverse(expected);

        assertThat(latest(17, "order", "letter")).containsExactlyElementsOf(expected.subList(0, 17));
        assertThat(latest(1000, "order", "letter")).containsExactlyElementsOf(expected);
    }

    @Test
    void whatWasAskedForIsThereAndNothingCanBeWritten() throws SQLException {
        accept("order", 0);
        try (Connection connection = spool.database.connect()) {
            List<Mail> mails = new ArrayList<>();

            new LatestMails(connection, List.of("order")).read(1, mails::add);

            assertThat(mails.get(0).body()).isInstanceOfSatisfying(Body.FromTemplate.class, body -> {
                assertThat(body.locale()).isEqualTo("de");
                assertThat(body.data()).containsEntry("name", "Ada");
            });
            assertThatThrownBy(() -> connection.createStatement().execute("delete from mail"))
                    .hasMessageContaining("read-only transaction");
        }
    }

    private static List<MailId> latest(int most, String... templates) throws SQLException {
        List<MailId> ids = new ArrayList<>();
        try (Connection connection = spool.database.connect()) {
            new LatestMails(connection, List.of(templates), 6).read(most, mail -> ids.add(mail.id()));
        }
        return ids;
    }

    private static MailId accept(String template, int seconds) throws SQLException {
        Mail any = Spool.mail(OnDoubt.RESEND, "a@example.org");
        Mail mail = new Mail(
                new MailId(UuidCreator.getTimeOrderedEpoch(MONDAY.plusSeconds(seconds))),
                any.acceptedAt(),
                any.lane(),
                any.labels(),
                any.addressees(),
                new Body.FromTemplate(new TemplateRef(template, "0".repeat(64)), "de", Map.of("name", "Ada")),
                any.headers(),
                any.attachments(),
                any.schedule());
        return spool.accept(mail).id();
    }
}
