package io.posthorn.delivery;

import io.posthorn.audit.AuditEvent;
import io.posthorn.audit.AuditTrail;
import io.posthorn.audit.AuditUnavailableException;
import io.posthorn.mail.Content;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.queue.MailQueue;
import io.posthorn.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Shows what was sent: made again from the request and the template's kept source, by the code that makes it for the
 * attempts, and so the same bytes. Nothing is shown that is not on record as shown.
 */
@ApplicationScoped
public class SentMessages {

    private static final String BOUND = "set local statement_timeout = '5s'";

    private final Transactions transactions;
    private final MailQueue queue;
    private final AuditTrail trail;
    private final Messages messages;

    SentMessages(Transactions transactions, MailQueue queue, AuditTrail trail, Messages messages) {
        this.transactions = transactions;
        this.queue = queue;
        this.trail = trail;
        this.messages = messages;
    }

    /**
     * The message of a mail, sent or still to be sent; empty if there is no such mail. Blocks.
     *
     * @param client where the question came from
     * @param reason why it is asked, or null
     * @throws AuditUnavailableException while the database is away
     * @throws IllegalStateException if the message cannot be made again; the mail's timeline says that it was asked for
     */
    public Optional<SentMessage> show(MailId id, String client, String reason) {
        try {
            return record(new AuditEvent.ContentViewed(id, client, reason)).map(this::again);
        } catch (RuntimeException e) {
            throw AuditUnavailableException.of(e);
        }
    }

    private Optional<Mail> record(AuditEvent.ContentViewed look) {
        try {
            return transactions.once(connection -> {
                bound(connection);
                Mail mail = queue.load(connection, List.of(look.mail())).get(look.mail());
                if (mail != null) {
                    trail.append(connection, List.of(look));
                }
                return Optional.ofNullable(mail);
            });
        } catch (SQLException e) {
            throw new IllegalStateException("mail " + look.mail() + " could not be read", e);
        }
    }

    private static void bound(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(BOUND);
        }
    }

    private SentMessage again(Mail mail) {
        try {
            Content content = messages.render(mail);
            return new SentMessage(mail, content, messages.compose(mail, content));
        } catch (Messages.Unrenderable e) {
            throw new IllegalStateException("mail " + mail.id() + " cannot be rendered any more", e);
        }
    }
}
