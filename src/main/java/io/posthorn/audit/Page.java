package io.posthorn.audit;

import io.posthorn.mail.MailId;
import java.util.List;
import java.util.Optional;

/**
 * Some of the mails that were asked for, newest first.
 *
 * @param mails may be fewer than the limit, or none, although there are more: a question that no index answers is
 *     searched for a bounded time only
 * @param next where to go on; empty if that was all
 */
public record Page(List<MailView> mails, Optional<MailId> next) {

    public Page {
        mails = List.copyOf(mails);
    }
}
