package io.posthorn.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posthorn.audit.DeliveryView;
import io.posthorn.audit.MailView;
import io.posthorn.audit.Origin;
import io.posthorn.mail.MailId;
import io.posthorn.mail.TemplateRef;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/** A mail as JSON shows it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record MailAnswer(
        String id,
        String state,
        String acceptedAt,
        String rejectedAt,
        String tenant,
        String requestId,
        String stream,
        String lane,
        Map<String, String> tags,
        String correlationId,
        String traceparent,
        Template template,
        String onDoubt,
        String expiresAt,
        Source source,
        String resentFrom,
        List<Delivery> deliveries,
        List<ObjectNode> timeline) {

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Template(String name, String version, String locale) {

        static Template of(TemplateRef ref, String locale) {
            return ref == null ? null : new Template(ref.name(), ref.version(), locale);
        }
    }

    @RegisterForReflection
    record Source(String topic, int partition, long offset) {

        static Source of(Origin origin) {
            return origin == null ? null : new Source(origin.topic(), origin.partition(), origin.offset());
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Delivery(
            String recipient,
            int ordinal,
            String state,
            int attempt,
            String nextAttemptAt,
            String waitsFor,
            String expiresAt,
            String resentAs) {

        static Delivery of(DeliveryView view) {
            return new Delivery(
                    view.recipient(),
                    view.ordinal(),
                    view.state(),
                    view.attempt(),
                    Rfc3339.text(view.nextAttemptAt()),
                    view.waitsFor(),
                    Rfc3339.text(view.expiresAt()),
                    text(view.resentAs()));
        }
    }

    private static String text(MailId id) {
        return id == null ? null : id.toString();
    }

    static MailAnswer of(MailView view) {
        String at = Rfc3339.text(view.at());
        return new MailAnswer(
                view.id().toString(),
                view.state(),
                view.rejected() ? null : at,
                view.rejected() ? at : null,
                view.tenant(),
                view.requestId(),
                view.stream(),
                view.lane(),
                view.tags(),
                view.correlationId(),
                view.traceparent(),
                Template.of(view.template(), view.locale()),
                view.onDoubt(),
                Rfc3339.text(view.expiresAt()),
                Source.of(view.origin()),
                text(view.resentFrom()),
                view.deliveries().stream().map(Delivery::of).toList(),
                view.timeline().stream().map(EventAnswer::of).toList());
    }
}
