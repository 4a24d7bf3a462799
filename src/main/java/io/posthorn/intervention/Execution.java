package io.posthorn.intervention;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.audit.AuditEvent;
import io.posthorn.audit.AuditTrail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.Operator;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.Intervention;
import io.posthorn.queue.MailQueue;
import io.posthorn.queue.Standing;
import io.posthorn.queue.Standings;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Carries an action out within one transaction: locks the deliveries, rules about each, writes states and events. */
@ApplicationScoped
class Execution {

    private final Standings standings;
    private final MailQueue queue;
    private final Resending resending;
    private final AuditTrail trail;
    private final MeterRegistry meters;

    Execution(Standings standings, MailQueue queue, Resending resending, AuditTrail trail, MeterRegistry meters) {
        this.standings = standings;
        this.queue = queue;
        this.resending = resending;
        this.trail = trail;
        this.meters = meters;
    }

    /**
     * Acts on the selected deliveries.
     *
     * @param most deliveries that may be changed; the others are left as they are, and out of the answer
     * @return an effect for each delivery, in their order
     */
    List<Effect> execute(
            Connection connection, Action action, Standings.Selection selection, Operator operator, int most)
            throws SQLException {
        List<Effect> effects = new ArrayList<>();
        int left = most;
        for (Standing delivery : standings.lock(connection, selection)) {
            Ruling ruling = action.on(delivery);
            if (!ruling.effective() || left-- > 0) {
                effects.add(Effect.of(delivery, ruling));
            }
        }
        List<AuditEvent> events = new ArrayList<>();
        change(connection, effects, operator, events);
        List<Effect> done = again(connection, effects, operator, events);
        trail.append(connection, events);
        return done;
    }

    /** Counts what was carried out, once it is durable. */
    void count(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect.ruling() instanceof Ruling.Change) {
                meters.counter(
                                "posthorn.deliveries",
                                "state",
                                effect.state().label(),
                                "lane",
                                effect.delivery().lane().label())
                        .increment();
            }
        }
    }

    static AuditEvent.Subject subject(Standing delivery) {
        return new AuditEvent.Subject(delivery.key().mail(), delivery.key().ordinal(), delivery.recipient());
    }

    private void change(Connection connection, List<Effect> effects, Operator operator, List<AuditEvent> events)
            throws SQLException {
        List<Intervention> interventions = effects.stream()
                .filter(effect -> effect.ruling() instanceof Ruling.Change)
                .map(effect -> ((Ruling.Change) effect.ruling()).intervention())
                .toList();
        if (interventions.isEmpty()) {
            return;
        }
        Map<DeliveryKey, Instant> due = queue.intervene(connection, interventions);
        for (Intervention intervention : interventions) {
            Standing delivery = intervention.standing();
            events.add(new AuditEvent.Intervened(
                    subject(delivery),
                    intervention.state(),
                    delivery.attempt(),
                    intervention.sequence(),
                    due.get(delivery.key()),
                    operator));
        }
    }

    private List<Effect> again(Connection connection, List<Effect> effects, Operator operator, List<AuditEvent> events)
            throws SQLException {
        Map<MailId, List<Standing>> byMail = effects.stream()
                .filter(effect -> effect.ruling() instanceof Ruling.Again)
                .map(Effect::delivery)
                .collect(Collectors.groupingBy(
                        delivery -> delivery.key().mail(), LinkedHashMap::new, Collectors.toList()));
        Map<MailId, MailId> copies = new LinkedHashMap<>();
        for (Map.Entry<MailId, List<Standing>> mail : byMail.entrySet()) {
            Resending.Copy copy = resending.resend(connection, mail.getValue(), operator);
            copies.put(mail.getKey(), copy.mail());
            events.addAll(copy.events());
        }
        return effects.stream()
                .map(effect -> effect.ruling() instanceof Ruling.Again
                        ? effect.resentAs(copies.get(effect.delivery().key().mail()))
                        : effect)
                .toList();
    }
}
