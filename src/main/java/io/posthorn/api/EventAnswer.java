package io.posthorn.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posthorn.audit.EventView;
import java.util.List;

/** An event as JSON shows it: in the words of the result events. */
final class EventAnswer {

    /** What is shown of an event's detail. A list, so that nothing that is added there gets out unseen. */
    private static final List<String> DETAILS = List.of(
            "nextAttemptAt", "smtp", "actor", "reason", "class", "code", "errors", "client", "resentFrom", "resentAs");

    private EventAnswer() {}

    static ObjectNode of(EventView view) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", view.type());
        event.put("at", Rfc3339.text(view.at()));
        if (view.recipient() != null) {
            event.put("recipient", view.recipient());
        }
        if (view.attempt() != null) {
            event.put("attempt", view.attempt());
        }
        if (view.sequence() != null) {
            event.put("sequence", view.sequence());
        }
        for (String name : DETAILS) {
            JsonNode value = view.detail().path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                event.set(name, value);
            }
        }
        return event;
    }
}
