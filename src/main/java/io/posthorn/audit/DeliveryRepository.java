package io.posthorn.audit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The deliveries of mails. */
@ApplicationScoped
class DeliveryRepository implements PanacheRepositoryBase<DeliveryEntity, DeliveryId> {

    static final String OF_MAILS = "id.mailId in ?1 order by id.mailId, id.ordinal";

    List<DeliveryEntity> ofMails(Collection<UUID> ids) {
        return list(OF_MAILS, ids);
    }
}
