package io.posthorn.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.posthorn.mail.MailId;
import io.posthorn.mail.TemplateRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rows as views. */
@ApplicationScoped
class MailViews {

    private final ObjectMapper json;

    MailViews(ObjectMapper json) {
        this.json = json;
    }

    MailView accepted(MailEntity mail, List<DeliveryEntity> deliveries, List<AuditEventEntity> timeline) {
        Set<String> states = deliveries.stream().map(delivery -> delivery.state).collect(Collectors.toSet());
        return new MailView(
                new MailId(mail.id),
                states.size() == 1 ? states.iterator().next() : MailView.MIXED,
                mail.acceptedAt,
                Origin.of(mail.sourceTopic, mail.sourcePartition, mail.sourceOffset),
                mail.resentFrom == null ? null : new MailId(mail.resentFrom),
                mail.lane,
                mail.tenant,
                mail.requestId,
                mail.stream,
                strings(read(mail.tags)),
                mail.correlationId,
                mail.traceparent,
                mail.templateName == null
                        ? null
                        : new TemplateRef(mail.templateName, HexFormat.of().formatHex(mail.templateHash)),
                mail.locale,
                mail.onDoubt,
                mail.expiresAt,
                deliveries.stream().map(DeliveryView::of).toList(),
                timeline.stream().map(this::event).toList());
    }

    MailView refused(AuditEventEntity refusal, List<AuditEventEntity> timeline) {
        JsonNode detail = read(refusal.detail);
        return new MailView(
                new MailId(refusal.mailId),
                MailFilter.REJECTED,
                refusal.at,
                Origin.of(refusal.sourceTopic, refusal.sourcePartition, refusal.sourceOffset),
                null,
                null,
                text(detail, "tenant"),
                text(detail, "requestId"),
                text(detail, "stream"),
                strings(detail.path("tags")),
                text(detail, "correlationId"),
                text(detail, "traceparent"),
                null,
                null,
                null,
                null,
                List.of(),
                timeline.stream().map(this::event).toList());
    }

    private EventView event(AuditEventEntity row) {
        return new EventView(row.type, row.at, row.recipient, row.attempt, row.sequence, read(row.detail));
    }

    private JsonNode read(String text) {
        if (text == null) {
            return MissingNode.getInstance();
        }
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a jsonb column holds no JSON", e);
        }
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).textValue();
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new TreeMap<>();
        object.properties()
                .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
        return strings;
    }
}
