package io.posthorn.intervention;

import io.posthorn.audit.AuditEvent;
import io.posthorn.mail.Addressees;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Labels;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.Mailbox;
import io.posthorn.mail.Operator;
import io.posthorn.mail.Schedule;
import io.posthorn.queue.AcceptedMail;
import io.posthorn.queue.MailQueue;
import io.posthorn.queue.RetrySchedule;
import io.posthorn.queue.Standing;
import io.posthorn.store.DatabaseClock;
import io.posthorn.store.TimeOrderedIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says a mail once more by a new one: the same content from the same template version to those of its recipients whose
 * deliveries have ended, with an id, a date and a life of its own.
 */
@ApplicationScoped
class Resending {

    private static final int LONGEST_REQUEST_ID = 256;

    private final MailQueue queue;
    private final RetrySchedule schedule;
    private final DatabaseClock clock;
    private final TimeOrderedIds ids;

    Resending(MailQueue queue, RetrySchedule schedule, DatabaseClock clock, TimeOrderedIds ids) {
        this.queue = queue;
        this.schedule = schedule;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * A mail that was resent.
     *
     * @param mail the new one
     * @param events what puts it on record, at both ends
     */
    record Copy(MailId mail, List<AuditEvent> events) {}

    /** Resends locked deliveries of one mail; its events are for the caller to append. */
    Copy resend(Connection connection, List<Standing> deliveries, Operator operator) throws SQLException {
        MailId id = deliveries.get(0).key().mail();
        Map<MailId, Mail> loaded = queue.load(connection, List.of(id));
        if (loaded.isEmpty()) {
            throw new IllegalStateException("mail " + id + " has deliveries, but is not there itself");
        }
        Instant now = clock.now();
        Mail copy = copy(loaded.get(id), deliveries, now);
        String stream = copy.labels().stream();
        AcceptedMail accepted = new AcceptedMail(
                copy,
                null,
                null,
                id,
                deliveries.get(0).weight(),
                now,
                schedule.endOfLife(stream, now),
                schedule.lateAt(stream, now),
                false);
        queue.insert(connection, List.of(accepted), null);
        queue.resent(connection, deliveries.stream().map(Standing::key).toList(), copy.id());
        List<AuditEvent> events = new ArrayList<>();
        events.add(new AuditEvent.AcceptedAgain(copy.id(), id, operator));
        deliveries.forEach(
                delivery -> events.add(new AuditEvent.Resent(Execution.subject(delivery), copy.id(), operator)));
        return new Copy(copy.id(), events);
    }

    private Mail copy(Mail mail, List<Standing> deliveries, Instant now) {
        MailId id = new MailId(ids.unguessable());
        Labels labels = mail.labels();
        return new Mail(
                id,
                now.truncatedTo(ChronoUnit.MILLIS),
                mail.lane(),
                new Labels(
                        labels.tenant(),
                        requestId(labels.requestId(), id),
                        labels.stream(),
                        labels.tags(),
                        labels.correlationId(),
                        labels.traceparent()),
                only(mail.addressees(), deliveries),
                mail.body(),
                mail.headers(),
                mail.attachments(),
                new Schedule(null, null, mail.schedule().onDoubt()));
    }

    /** No producer has it, and it is found beside the first one's. */
    static String requestId(String first, MailId copy) {
        String end = "~" + copy;
        return first.substring(0, Math.min(first.length(), LONGEST_REQUEST_ID - end.length())) + end;
    }

    private static Addressees only(Addressees all, List<Standing> deliveries) {
        Set<EmailAddress> wanted =
                deliveries.stream().map(Standing::recipient).collect(Collectors.toCollection(HashSet::new));
        return new Addressees(
                all.from(), only(all.to(), wanted), only(all.cc(), wanted), only(all.bcc(), wanted), all.replyTo());
    }

    private static List<Mailbox> only(List<Mailbox> mailboxes, Set<EmailAddress> wanted) {
        return mailboxes.stream()
                .filter(mailbox -> wanted.contains(mailbox.address()))
                .toList();
    }
}
