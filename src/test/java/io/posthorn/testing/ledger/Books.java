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
    final List<Noted.Origin> deadLetters = new ArrayList<>();
    final List<Noted> trail = new ArrayList<>();
    final List<Standing> deliveries = new ArrayList<>();

    Ledgers ledgers() {
        return new Ledgers(
                Ledger.of(producer),
                Ledger.of(sink),
                Ledger.of(results),
                Ledger.of(deadLetters),
                Ledger.of(trail),
                Ledger.of(deliveries));
    }

    UUID accepted(String requestId, long offset, boolean hold, String... recipients) {
        UUID id = UUID.randomUUID();
        published(requestId, hold, Fate.MAIL, offset, recipients);
        Told told = new Told(UUID.randomUUID(), "mail.accepted", id, requestId, null, 1);
        trail.add(new Noted(told, new Noted.Origin(TOPIC, 0, offset)));
        results.add(told);
        return id;
    }

    void published(String requestId, boolean hold, Fate fate, long offset, String... recipients) {
        producer.add(new Published(requestId, List.of(recipients), hold, fate, TOPIC, 0, offset));
    }

    /** The trail and the results say so of a record. */
    void atTheDoor(String type, String requestId, long offset) {
        Told told = new Told(UUID.randomUUID(), type, UUID.randomUUID(), requestId, null, 1);
        trail.add(new Noted(told, new Noted.Origin(TOPIC, 0, offset)));
        results.add(told);
    }

    /** So does the trail, and nobody is told. */
    void deadLettered(long offset) {
        Told told = new Told(UUID.randomUUID(), Noted.DEAD_LETTERED, null, null, null, null);
        trail.add(new Noted(told, new Noted.Origin(TOPIC, 0, offset)));
    }

    /** A record of that fate was published, is on record as no request, and in the dead-letter topic. */
    void deadLetter(Fate fate, long offset) {
        published(null, false, fate, offset);
        deadLettered(offset);
        deadLetters.add(new Noted.Origin(TOPIC, 0, offset));
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
