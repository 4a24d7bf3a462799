package io.posthorn.intervention;

import io.posthorn.audit.AuditQuery;
import io.posthorn.audit.Found;
import io.posthorn.audit.MailFilter;
import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.MailId;
import io.posthorn.mail.Operator;
import io.posthorn.queue.Standings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The same for all deliveries of a filter: of the mails it finds, those to its recipient and in its state, if it names
 * them. In batches of a transaction each, so a call that breaks off has done some of it, and may be repeated.
 */
@ApplicationScoped
public class BulkDesk {

    /** Mails of a batch. Of those that are resent the whole content is in memory. */
    private static final int BATCH = 100;

    private static final int RESENT_BATCH = 10;

    private final AuditQuery audit;
    private final Standings standings;
    private final OperatorDesk desk;
    private final InterventionConfig config;

    BulkDesk(AuditQuery audit, Standings standings, OperatorDesk desk, InterventionConfig config) {
        this.audit = audit;
        this.standings = standings;
        this.desk = desk;
        this.config = config;
    }

    /** Most deliveries that one call may change. */
    public int maxDeliveries() {
        return config.maxDeliveries();
    }

    /**
     * Counts what the action would change now, up to one more than {@code most}. What is under way counts too: that is
     * known only when the deliveries are locked.
     */
    public Count count(Action action, MailFilter filter, int most) {
        long begin = System.nanoTime();
        int deliveries = 0;
        MailId upTo = null;
        do {
            Found found = audit.find(filter.page(MailFilter.MAX_LIMIT, upTo));
            deliveries += count(action, selection(found.ids(), filter));
            if (deliveries > most) {
                return new Count(deliveries, Count.Extent.MORE);
            }
            if (found.next().isEmpty()) {
                return new Count(deliveries, Count.Extent.ALL);
            }
            upTo = found.next().get();
        } while (System.nanoTime() - begin < config.patience().toNanos());
        return new Count(deliveries, Count.Extent.UNKNOWN);
    }

    /** Acts, and changes no more than so many deliveries. */
    public Tally act(Action action, MailFilter filter, Operator operator, int most) {
        int batch = action == Action.RESEND ? RESENT_BATCH : BATCH;
        Tally tally = new Tally(0, 0);
        MailId upTo = null;
        while (tally.changed() < most) {
            Found found = audit.find(filter.page(batch, upTo));
            if (!found.ids().isEmpty()) {
                List<Effect> effects =
                        desk.act(action, selection(found.ids(), filter), operator, most - tally.changed());
                tally = tally.plus(tally(effects));
            }
            if (found.next().isEmpty()) {
                break;
            }
            upTo = found.next().get();
        }
        return tally;
    }

    private int count(Action action, Standings.Selection selection) {
        if (selection.mails().isEmpty()) {
            return 0;
        }
        return (int) desk.inTransaction(connection -> standings.look(connection, selection)).stream()
                .filter(delivery -> action.on(delivery).effective())
                .count();
    }

    private static Standings.Selection selection(List<MailId> mails, MailFilter filter) {
        return new Standings.Selection(
                mails, filter.recipient(), filter.state() == null ? null : DeliveryState.ofLabel(filter.state()));
    }

    private static Tally tally(List<Effect> effects) {
        int changed = 0;
        int underWay = 0;
        for (Effect effect : effects) {
            if (effect.ruling().effective()) {
                changed++;
            } else if (effect.ruling() instanceof Ruling.Refused refused
                    && refused.code().equals(Ruling.Refused.UNDER_WAY)) {
                underWay++;
            }
        }
        return new Tally(changed, underWay);
    }
}
