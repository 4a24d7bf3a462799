package io.posthorn.audit;

import io.posthorn.mail.MailId;
import java.util.List;
import java.util.Optional;

/**
 * Ids of some of the mails that were asked for, newest first.
 *
 * @param ids may be fewer than the limit, or none, although there are more
 * @param next where to go on; empty if that was all
 */
public record Found(List<MailId> ids, Optional<MailId> next) {

    public Found {
        ids = List.copyOf(ids);
    }
}
