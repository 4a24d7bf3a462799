package io.posthorn.audit;

import jakarta.persistence.EntityManager;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** Finds the ids that a filter asks for, reading its candidates from the index that narrows them most. */
final class MailSearch {

    private static final String MAIL_COLUMNS =
            ", e.tenant as tenant, e.stream as stream, e.templateName as templateName"
                    + ", e.correlationId as correlationId, e.tags as tags";
    private static final String REFUSED_COLUMNS =
            ", e.tenant as tenant, e.stream as stream" + ", e.correlationId as correlationId, e.tags as tags";

    private final EntityManager entities;
    private final LongSupplier nanoTime;

    MailSearch(EntityManager entities, LongSupplier nanoTime) {
        this.entities = entities;
        this.nanoTime = nanoTime;
    }

    /** Ids of the newest mails and refused requests that the filter asks for. */
    Scan run(MailFilter filter) {
        Scan mails = filter.reachesMails() ? run(mails(filter), filter) : Scan.NOTHING;
        Scan refused = filter.reachesRefused() ? run(refused(filter), filter) : Scan.NOTHING;
        return Scan.merge(mails, refused, filter.limit());
    }

    private Scan run(KeysetSearch search, MailFilter filter) {
        return search.run(entities, filter.range(), filter.limit(), nanoTime);
    }

    private static KeysetSearch mails(MailFilter filter) {
        if (filter.asksDelivery() && filter.requestId() == null && filter.id() == null) {
            return byDelivery(filter);
        }
        return byMail(filter);
    }

    /** For a recipient, or a state. */
    private static KeysetSearch byDelivery(MailFilter filter) {
        KeysetSearch search = new KeysetSearch("DeliveryEntity", "id.mailId", ", e.state as state");
        search.candidate("lower(e.recipient)", "recipient", lowerCase(filter.recipient()));
        if (filter.state() != null && filter.recipient() == null && !MailFilter.COMMON.contains(filter.state())) {
            // A literal, and one of a closed set: PostgreSQL must see that it is within the partial index.
            search.candidate("e.state = '" + filter.state() + "'");
        } else {
            search.fit("c.state", "state", filter.state());
        }
        if (filter.asksMail()) {
            search.join("MailEntity m on m.id = c.id");
            search.fit("m.templateName", "template", filter.template());
            fitLabels(search, "m", filter);
        }
        return search;
    }

    private static KeysetSearch byMail(MailFilter filter) {
        KeysetSearch search = new KeysetSearch("MailEntity", "id", MAIL_COLUMNS);
        if (filter.id() != null) {
            search.candidate("e.id", "id", filter.id().value());
        } else if (filter.requestId() == null) {
            search.candidate("e.templateName", "template", filter.template());
        }
        search.candidate("e.requestId", "requestId", filter.requestId());
        if (filter.id() != null || filter.requestId() != null) {
            search.fit("c.templateName", "template", filter.template());
        }
        fitLabels(search, "c", filter);
        if (filter.asksDelivery()) {
            fitDelivery(search, filter);
        }
        return search;
    }

    private static KeysetSearch refused(MailFilter filter) {
        KeysetSearch search = new KeysetSearch("RefusedRequestEntity", "mailId", REFUSED_COLUMNS);
        search.candidate("e.requestId", "requestId", filter.requestId());
        search.candidate(
                "e.mailId", "id", filter.id() == null ? null : filter.id().value());
        fitLabels(search, "c", filter);
        return search;
    }

    private static void fitLabels(KeysetSearch search, String alias, MailFilter filter) {
        search.fit(alias + ".tenant", "tenant", filter.tenant());
        search.fit(alias + ".stream", "stream", filter.stream());
        search.fit(alias + ".correlationId", "correlationId", filter.correlationId());
        int i = 0;
        for (Map.Entry<String, String> tag : filter.tags().entrySet()) {
            search.fit("jsonb_extract_path_text(" + alias + ".tags, :tag" + i + ")", "value" + i, tag.getValue());
            search.parameter("tag" + i, tag.getKey());
            i++;
        }
    }

    private static void fitDelivery(KeysetSearch search, MailFilter filter) {
        StringBuilder delivery = new StringBuilder("exists (select 1 from DeliveryEntity d where d.id.mailId = c.id");
        if (filter.recipient() != null) {
            delivery.append(" and lower(d.recipient) = :recipient");
            search.parameter("recipient", lowerCase(filter.recipient()));
        }
        if (filter.state() != null) {
            delivery.append(" and d.state = :state");
            search.parameter("state", filter.state());
        }
        search.fit(delivery.append(")").toString());
    }

    private static String lowerCase(String recipient) {
        return recipient == null ? null : recipient.toLowerCase(Locale.ROOT);
    }
}
