package io.posthorn.delivery;

import io.posthorn.mail.Body;
import io.posthorn.mail.Content;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.queue.MailQueue;
import io.posthorn.queue.Ticket;
import io.posthorn.relay.MessageComposer;
import io.posthorn.relay.MimeMessage;
import io.posthorn.store.Stopped;
import io.posthorn.store.Transactions;
import io.posthorn.template.MailRenderer;
import io.posthorn.template.Rendering;
import io.posthorn.template.TemplateArchive;
import io.posthorn.threads.Halt;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Makes the message of a mail again, the same bytes each time. */
@ApplicationScoped
class Messages {

    private static final Logger LOG = Logger.getLogger(Messages.class);

    private final Transactions transactions;
    private final MailQueue queue;
    private final TemplateArchive archive;
    private final MailRenderer renderer;

    Messages(Transactions transactions, MailQueue queue, TemplateArchive archive, MailRenderer renderer) {
        this.transactions = transactions;
        this.queue = queue;
        this.archive = archive;
        this.renderer = renderer;
    }

    /** The mails of those tickets that came without, from the table; what cannot be read is not in the answer. */
    Map<MailId, Mail> load(List<Ticket> tickets) {
        List<MailId> missing = tickets.stream()
                .filter(ticket -> ticket.mail() == null)
                .map(ticket -> ticket.delivery().key().mail())
                .distinct()
                .toList();
        if (missing.isEmpty()) {
            return Map.of();
        }
        try {
            return read(missing);
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException | Error e) {
            Halt.ifBroken(e);
            LOG.errorf(e, "Of %d mails one cannot be read; reading them one by one", missing.size());
            return loadOneByOne(missing);
        }
    }

    private Map<MailId, Mail> loadOneByOne(List<MailId> ids) {
        Map<MailId, Mail> mails = new HashMap<>();
        for (MailId id : ids) {
            try {
                mails.putAll(read(List.of(id)));
            } catch (Stopped e) {
                throw e;
            } catch (RuntimeException | Error e) {
                Halt.ifBroken(e);
                LOG.errorf(e, "Mail %s cannot be read", id);
            }
        }
        return mails;
    }

    private Map<MailId, Mail> read(List<MailId> ids) {
        return transactions.untilDone("nothing, only loading mails", connection -> queue.load(connection, ids));
    }

    /**
     * The message.
     *
     * @param mail the mail; null if it could not be read
     * @param content as rendered before, or null to render it now
     * @throws Unrenderable if the template does not give the content any more that it gave when the mail was accepted
     */
    MimeMessage compose(Mail mail, Content content) throws Unrenderable {
        Objects.requireNonNull(mail, "the mail is not in the table, or cannot be read");
        return MessageComposer.compose(mail, content == null ? render(mail) : content);
    }

    /** The content, the same each time. */
    Content render(Mail mail) throws Unrenderable {
        if (mail.body() instanceof Body.ReadyMade readyMade) {
            return readyMade.content();
        }
        Body.FromTemplate body = (Body.FromTemplate) mail.body();
        Rendering rendering = renderer.render(archive.load(body.template()), body.locale(), body.data());
        if (rendering instanceof Rendering.Rendered rendered) {
            return rendered.content();
        }
        throw new Unrenderable(((Rendering.Refused) rendering)
                .faults().stream()
                        .map(fault -> fault.pointer() + ": " + fault.message())
                        .collect(Collectors.joining("; ")));
    }

    /** A mail that was accepted cannot be rendered any more. */
    static final class Unrenderable extends Exception {

        private static final long serialVersionUID = 1L;

        Unrenderable(String message) {
            super(message);
        }
    }
}
