package io.posthorn.audit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The trail, mail by mail. */
@ApplicationScoped
class AuditEventRepository implements PanacheRepositoryBase<AuditEventEntity, UUID> {

    static final String REJECTED = "mail.rejected";
    static final String TIMELINE = "mailId = ?1 and id >= ?2 order by id";
    static final String REFUSALS = "type = '" + REJECTED + "' and mailId in ?1 and id >= ?2 order by id";

    /** Everything that happened to the mail, oldest first. */
    List<AuditEventEntity> timeline(UUID mailId) {
        return list(TIMELINE, mailId, IdRange.firstEventOf(mailId));
    }

    /** Why those requests were refused. */
    List<AuditEventEntity> refusals(Collection<UUID> mailIds) {
        UUID oldest = mailIds.stream().min(IdRange.ORDER).orElse(IdRange.LOWEST);
        return list(REFUSALS, mailIds, IdRange.firstEventOf(oldest));
    }
}
