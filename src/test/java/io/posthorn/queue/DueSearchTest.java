package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.OnDoubt;
import io.posthorn.mail.Schedule;
import io.posthorn.store.FreshDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DueSearchTest {

    private static Spool spool;

    private final AtomicLong nanos = new AtomicLong(Duration.ofHours(1).toNanos());
    private final DueSearch search = new DueSearch(Lane.TRANSACTIONAL, nanos::get);

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
    void itGoesOnBehindWhatWasTakenBefore() throws SQLException {
        List<MailId> mails = due("2026-11-23T16:00:00Z", "2026-11-23T16:00:01Z", "2026-11-23T16:00:02Z");
        giveBack(claim(2).get(0));

        assertThat(search.passed(true)).isTrue();

        assertThat(mails(claim(10))).containsExactly(mails.get(2));
    }

    @Test
    void whatWasGivenBackIsFoundWhenNothingMoreIsAhead() throws SQLException {
        List<MailId> mails = due("2026-11-23T16:00:00Z", "2026-11-23T16:00:01Z");
        giveBack(claim(2).get(0));
        search.passed(true);
        assertThat(claim(10)).isEmpty();

        assertThat(search.passed(false)).isTrue();

        assertThat(mails(claim(10))).containsExactly(mails.get(0));
        assertThat(search.passed(false)).isFalse();
    }

    @Test
    void whatWasGivenBackIsFoundAfterASecondHoweverMuchIsAhead() throws SQLException {
        List<MailId> mails = due("2026-11-23T16:00:00Z", "2026-11-23T16:00:01Z", "2026-11-23T16:00:02Z");
        giveBack(claim(2).get(0));
        search.passed(true);

        nanos.addAndGet(Duration.ofMillis(1001).toNanos());

        assertThat(mails(claim(1))).containsExactly(mails.get(0));
    }

    @Test
    void aClaimThatWasNotCommittedIsRepeated() throws SQLException {
        List<MailId> mails = due("2026-11-23T16:00:00Z", "2026-11-23T16:00:01Z");
        giveBack(claim(1).get(0));

        assertThat(mails(claim(1))).containsExactly(mails.get(0));
    }

    @Test
    void whatIsDueAtOneTimeIsTakenOnceAllOfItAlsoWhereAMailHasSeveralRecipients() throws SQLException {
        Schedule nine = new Schedule(Instant.parse("2026-11-23T09:00:00Z"), null, OnDoubt.RESEND);
        for (int i = 0; i < 4; i++) {
            spool.accept(Spool.mail(nine, "a@example.org", "b@example.org", "c@example.org"));
        }

        List<Delivery> all = new ArrayList<>();
        boolean more = true;
        while (more) {
            List<Delivery> batch = claim(2);
            all.addAll(batch);
            more = search.passed(batch.size() == 2);
        }

        assertThat(all).extracting(Delivery::key).hasSize(12).doesNotHaveDuplicates();
    }

    private List<Delivery> claim(int most) throws SQLException {
        return spool
                .database
                .transactions()
                .once(connection -> search.claim(connection, most, spool.instance.identity()))
                .stream()
                .sorted(Comparator.comparing(
                        delivery -> delivery.key().mail().value().toString()))
                .toList();
    }

    private static void giveBack(Delivery delivery) throws SQLException {
        spool.database.transactions().once(connection -> {
            spool.queue.release(connection, List.of(delivery));
            return null;
        });
    }

    private static List<MailId> due(String... times) throws SQLException {
        List<MailId> mails = new ArrayList<>();
        for (String time : times) {
            Mail mail = spool.accept(
                    Spool.mail(new Schedule(Instant.parse(time), null, OnDoubt.RESEND), "ada@example.org"));
            mails.add(mail.id());
        }
        return mails;
    }

    private static List<MailId> mails(List<Delivery> deliveries) {
        return deliveries.stream().map(delivery -> delivery.key().mail()).toList();
    }
}
