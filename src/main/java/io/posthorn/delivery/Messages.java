package io.posthorn.delivery;

import io.posthorn.mail.Body;
import io.posthorn.mail.Content;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.queue.MailQueue;
import io.posthorn.queue.Ticket;
import io.posthorn.relay.MessageComposer;
import io.posthorn.relay.MimeMessage;
import io.posthorn.store.Transactions;
import io.posthorn.template.MailRenderer;
import io.posthorn.template.Rendering;
import io.posthorn.template.TemplateArchive;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the message of a mail again, the same bytes each time. */
@ApplicationScoped
class Messages {

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

    /** The mails of those tickets that came without, from the table. */
    Map<MailId, Mail> load(List<Ticket> tickets) {
        List<MailId> missing = tickets.stream()
                .filter(ticket -> ticket.mail() == null)
                .map(ticket -> ticket.delivery().key().mail())
                .distinct()
                .toList();
        return missing.isEmpty()
                ? Map.of()
                : transactions.untilDone("nothing, only loading mails", c -> queue.load(c, missing));
    }

    /**
     * The message.
     *
     * @param content as rendered before, or null to render it now
     * @throws Unrenderable if the template does not give the content any more that it gave when the mail was accepted
     */
    MimeMessage compose(Mail mail, Content content) throws Unrenderable {
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
