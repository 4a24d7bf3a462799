package io.posthorn.queue;

import io.posthorn.mail.Content;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.Origin;
import io.posthorn.store.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The way into the queue. What is due at once and finds room is leased in the transaction that makes it durable and
 * handed over in memory afterwards; everything else waits in the table.
 */
@ApplicationScoped
public class Admission {

    private final MailQueue queue;
    private final HandOver handOver;
    private final InstanceLease instance;
    private final RetrySchedule schedule;
    private final DatabaseClock clock;

    Admission(MailQueue queue, HandOver handOver, InstanceLease instance, RetrySchedule schedule, DatabaseClock clock) {
        this.queue = queue;
        this.handOver = handOver;
        this.instance = instance;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** Plans a mail's entry, and takes room for it if it is to be handed over. Ends in {@link #end}. */
    public AcceptedMail plan(Mail mail, Content content, Origin origin, int weight) {
        Instant now = clock.now();
        Instant from = mail.schedule().sendAt() == null ? now : mail.schedule().sendAt();
        Instant end = mail.schedule().expiresAt() == null
                ? schedule.endOfLife(mail.labels().stream(), from)
                : mail.schedule().expiresAt();
        int recipients = mail.addressees().recipients().size();
        Instant late = schedule.lateAt(mail.labels().stream(), from);
        boolean room = !from.isAfter(now)
                && instance.isRegistered()
                && handOver.reserve(mail.lane(), recipients, (long) weight * recipients);
        return new AcceptedMail(mail, content, origin, null, weight, from, end, late, room);
    }

    /**
     * Makes the mails durable, within the caller's transaction.
     *
     * @return the deliveries that were leased
     */
    public List<Delivery> insert(Connection connection, Collection<AcceptedMail> mails) throws SQLException {
        if (mails.isEmpty()) {
            return List.of();
        }
        UUID owner = instance.identity();
        boolean mayLease = instance.confirm(connection, owner);
        List<AcceptedMail> rows = mails.stream()
                .map(mail -> mayLease ? mail : mail.withoutHandOver())
                .toList();
        List<Delivery> leased = queue.insert(connection, rows, owner);
        handOver.hold(leased);
        return leased;
    }

    /**
     * Ends what {@link #plan} began: hands over what was leased, and gives back the room of the rest.
     *
     * @param planned all of them
     * @param leased what the committed transaction leased; nothing if there was none
     */
    public void end(Collection<AcceptedMail> planned, Collection<Delivery> leased) {
        Map<MailId, AcceptedMail> byId = new HashMap<>();
        planned.forEach(mail -> byId.put(mail.mail().id(), mail));
        Set<MailId> handedOver = new HashSet<>();
        for (Delivery delivery : leased) {
            AcceptedMail mail = byId.get(delivery.key().mail());
            handedOver.add(mail.mail().id());
            handOver.offer(delivery.lane(), List.of(new Ticket(delivery, mail.mail(), mail.content())));
        }
        for (AcceptedMail mail : planned) {
            if (mail.handOver() && !handedOver.contains(mail.mail().id())) {
                int recipients = mail.mail().addressees().recipients().size();
                handOver.cancel(mail.mail().lane(), recipients, (long) mail.weight() * recipients);
            }
        }
    }

    /** The transaction that leased these did not commit, as far as anybody knows. */
    public void forget(Collection<Delivery> leased) {
        handOver.forget(leased);
    }
}
