package io.posthorn.audit;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** The statements behind {@link AuditQuery}, without the container around it, for those who look at their plans. */
public final class AuditStatements {

    private AuditStatements() {}

    /** What a persistence unit must know. */
    public static List<Class<?>> entities() {
        return List.of(
                MailEntity.class,
                DeliveryEntity.class,
                DeliveryId.class,
                AuditEventEntity.class,
                RefusedRequestEntity.class);
    }

    /** Finds a page of ids, or what the first window has of it. */
    public static List<UUID> search(EntityManager entities, MailFilter filter) {
        return new MailSearch(entities, impatient()).run(filter).ids();
    }

    /** Reads what a page shows of those mails. */
    public static void page(EntityManager entities, List<UUID> ids) {
        list(entities, MailEntity.class, MailRepository.BY_IDS, ids);
        list(entities, DeliveryEntity.class, DeliveryRepository.OF_MAILS, ids);
    }

    /** Reads one mail. */
    public static void mail(EntityManager entities, UUID id) {
        entities.find(MailEntity.class, id);
        list(entities, AuditEventEntity.class, AuditEventRepository.TIMELINE, id, IdRange.firstEventOf(id));
        list(entities, DeliveryEntity.class, DeliveryRepository.OF_MAILS, List.of(id));
    }

    /** Every look at it is an hour later. */
    private static LongSupplier impatient() {
        AtomicInteger looks = new AtomicInteger();
        return () -> TimeUnit.HOURS.toNanos(looks.getAndIncrement());
    }

    private static <T> void list(EntityManager entities, Class<T> type, String where, Object... parameters) {
        var query = entities.createQuery("from " + type.getSimpleName() + " where " + where, type);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        query.getResultList();
    }
}
