package io.posthorn.audit;

import io.posthorn.mail.MailId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * The questions people put to the audit trail. Every one is answered from an index and in bounded time, and none
 * shows a mail's content. All block, and all throw {@link AuditUnavailableException} while the database is away.
 */
@ApplicationScoped
public class AuditQuery {

    /** Plans are made for the very values asked for: a partial index or a partition needs them. */
    private static final String BOUNDS =
            "select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('statement_timeout', '5s', true)";

    private final MailRepository mails;
    private final DeliveryRepository deliveries;
    private final AuditEventRepository events;
    private final MailViews views;

    AuditQuery(MailRepository mails, DeliveryRepository deliveries, AuditEventRepository events, MailViews views) {
        this.mails = mails;
        this.deliveries = deliveries;
        this.events = events;
        this.views = views;
    }

    /** A mail with its deliveries and its whole timeline, or a refused request with its own; empty if unknown. */
    public Optional<MailView> mail(MailId id) {
        return reading(() -> {
            MailEntity mail = mails.findById(id.value());
            List<AuditEventEntity> timeline = events.timeline(id.value());
            if (mail != null) {
                return Optional.of(views.accepted(mail, deliveries.ofMails(List.of(id.value())), timeline));
            }
            return timeline.stream()
                    .filter(event -> AuditEventRepository.REJECTED.equals(event.type))
                    .findFirst()
                    .map(refusal -> views.refused(refusal, timeline));
        });
    }

    /** The mails that the filter asks for, newest first. */
    public Page list(MailFilter filter) {
        return reading(() -> {
            Scan scan = new MailSearch(mails.getEntityManager(), System::nanoTime).run(filter);
            return new Page(
                    views(scan.ids(), filter),
                    Optional.ofNullable(scan.horizon()).map(MailId::new));
        });
    }

    /** The ids alone, for those who do something about the mails; of the same mails in the same order. */
    public Found find(MailFilter filter) {
        return reading(() -> {
            Scan scan = new MailSearch(mails.getEntityManager(), System::nanoTime).run(filter);
            return new Found(
                    scan.ids().stream().map(MailId::new).toList(),
                    Optional.ofNullable(scan.horizon()).map(MailId::new));
        });
    }

    private List<MailView> views(List<UUID> ids, MailFilter filter) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<DeliveryEntity>> byMail =
                deliveries.ofMails(ids).stream().collect(Collectors.groupingBy(delivery -> delivery.id.mailId()));
        List<MailView> found = new ArrayList<>();
        for (MailEntity mail : mails.byIds(ids)) {
            found.add(views.accepted(mail, byMail.getOrDefault(mail.id, List.of()), List.of()));
        }
        if (filter.reachesRefused()) {
            for (AuditEventEntity refusal : events.refusals(ids)) {
                found.add(views.refused(refusal, List.of(refusal)));
            }
        }
        found.sort(Comparator.comparing(MailView::id).reversed());
        return found;
    }

    private <T> T reading(Callable<T> question) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                mails.getEntityManager().createNativeQuery(BOUNDS).getSingleResult();
                return question.call();
            });
        } catch (RuntimeException e) {
            throw AuditUnavailableException.of(e);
        }
    }
}
