package io.posthorn.audit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Accepted mails. */
@ApplicationScoped
class MailRepository implements PanacheRepositoryBase<MailEntity, UUID> {

    static final String BY_IDS = "id in ?1";

    List<MailEntity> byIds(Collection<UUID> ids) {
        return list(BY_IDS, ids);
    }
}
