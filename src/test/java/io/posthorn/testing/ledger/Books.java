package io.posthorn.testing.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Ledgers that a test writes itself. */
final class Books {

    static final String TOPIC = "requests";

    final List<Published> producer = new ArrayList<>();
    final List<Taken> sink = new ArrayList<>();
    final List<Told> results = new ArrayList<>();
    final List<Noted> trail = new ArrayList<>();
    final List<Standing> deliveries = new ArrayList<>();

    Ledgers ledgers() {
        return new Ledgers(
                Ledger.of(producer), Ledger.of(sink), Ledger.of(results), Ledger.of(trail), Ledger.of(deliveries));
    }

    UUID accepted(String requestId, long offset, boolean hold, String... recipients) {
        UUID id = UUID.randomUUID();
        producer.add(new Published(requestId, List.of(recipients), hold, TOPIC, 0, offset));
        Told told = new Told(UUID.randomUUID(), "mail.accepted", id, requestId, null, 1);
        trail.add(new Noted(told, new Noted.Origin(TOPIC, 0, offset)));
        results.add(told);
        return id;
    }

    void rejected(String requestId, long offset) {
        Told told = new Told(UUID.randomUUID(), "mail.rejected", UUID.randomUUID(), requestId, null, 1);
        trail.add(new Noted(told, new Noted.Origin(TOPIC, 0, offset)));
        results.add(told);
    }

    void relayed(UUID id, String requestId, String recipient) {
        event(id, requestId, "delivery.relayed", recipient, 2);
        taken(id, recipient);
        deliveries.add(new Standing(id, recipient, "relayed"));
    }

    void event(UUID id, String requestId, String type, String recipient, int sequence) {
        Told told = new Told(UUID.randomUUID(), type, id, requestId, recipient, sequence);
        trail.add(new Noted(told, null));
        results.add(told);
    }

    void taken(UUID id, String recipient) {
        sink.add(new Taken("<" + id + "@example.org>", recipient, id.hashCode()));
    }
}
