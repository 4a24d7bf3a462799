package io.posthorn.delivery;

import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.HandOver;
import io.posthorn.queue.Hold;
import io.posthorn.queue.Ticket;
import io.posthorn.relay.MimeMessage;
import io.posthorn.store.Stopped;
import io.posthorn.suppression.Suppression;
import io.posthorn.threads.Halt;
import io.posthorn.throttle.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes what waits in one lane or has been handed over to it, has it cleared, puts a batch of attempts on record, and
 * begins them as slots come free. No database transaction is open while SMTP is.
 */
final class LaneWorker {

    private static final Logger LOG = Logger.getLogger(LaneWorker.class);
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final long SWEEP = TimeUnit.SECONDS.toNanos(1);

    private final Lane lane;
    private final JournalBatch batch;
    private final Duration longestWait;
    private final HandOver handOver;
    private final WaitingLines lines;
    private final Slots slots;
    private final Clearing clearing;
    private final FlightRecorder recorder;
    private final Messages messages;
    private final Attempts attempts;
    private long sweptAt = System.nanoTime();
    private Mail composed;
    private MimeMessage message;
    private volatile boolean stopping;

    LaneWorker(
            Lane lane,
            DeliveryConfig config,
            HandOver handOver,
            WaitingLines lines,
            Slots slots,
            Clearing clearing,
            FlightRecorder recorder,
            Messages messages,
            Attempts attempts) {
        this.lane = lane;
        this.batch = new JournalBatch(config.journalAhead());
        this.longestWait = config.longestWait();
        this.handOver = handOver;
        this.lines = lines;
        this.slots = slots;
        this.clearing = clearing;
        this.recorder = recorder;
        this.messages = messages;
        this.attempts = attempts;
    }

    /** Begins no further attempt. */
    void stop() {
        stopping = true;
    }

    /** Works until stopped. */
    void run() {
        while (!stopping) {
            try {
                step();
            } catch (Stopped | InterruptedException e) {
                return;
            } catch (Throwable e) {
                Halt.ifBroken(e);
                LOG.errorf(e, "Lane %s stumbled", lane.label());
            }
        }
    }

    private void step() throws InterruptedException {
        sweep();
        int most = batch.size();
        List<Ticket> waited = lines.ready(most, slots::room);
        List<Ticket> fresh = List.of();
        if (waited.size() < most) {
            Duration patience = waited.isEmpty() ? lines.patience(PATIENCE) : Duration.ZERO;
            fresh = handOver.take(lane, most - waited.size(), patience);
        }
        if (!waited.isEmpty() || !fresh.isEmpty()) {
            List<Departure> cleared = clearing.clear(waited, fresh);
            if (!cleared.isEmpty()) {
                go(cleared);
            }
        }
    }

    /** Who waits expires there; who waits for long does so in the table, where it is found when it is late. */
    private void sweep() {
        if (System.nanoTime() - sweptAt > SWEEP) {
            sweptAt = System.nanoTime();
            lines.remove(attempts::expired).forEach(ticket -> attempts.expire(ticket.delivery(), ticket.mail()));
            clearing.park(lines.removeOlderThan(longestWait));
        }
    }

    private void go(List<Departure> cleared) throws InterruptedException {
        List<Departure> going = cleared;
        Map<DeliveryKey, Suppression> suppressed;
        try {
            going = record(cleared);
            suppressed = attempts.suppressed(tickets(going));
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException | Error e) {
            Halt.ifBroken(e);
            LOG.errorf(
                    e, "%d deliveries of lane %s could not be put on record or looked up", going.size(), lane.label());
            for (Departure departure : going) {
                departure.withdraw();
                attempts.putOff(departure.delivery(), departure.ticket().mail(), "the database refused a look-up");
            }
            return;
        }
        List<Clearing.Refusal> postponed = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < going.size(); i++) {
            Departure departure = going.get(i);
            Suppression line = suppressed.get(departure.delivery().key());
            if (line != null) {
                departure.withdraw();
                attempts.suppress(departure.delivery(), line);
                continue;
            }
            Slots.Turn turn = await(departure.slot());
            if (turn == Slots.Turn.UNKNOWN) {
                recorder.retract(tickets(going.subList(i, going.size())));
                recorder.retract(waiting(postponed));
                return;
            }
            Entry.Wait wait = turn == Slots.Turn.LATER
                    ? Clearing.share(departure.clearance())
                    : departure.clearance().pause();
            if (wait == null) {
                launch(departure);
            } else {
                departure.withdraw();
                postponed.add(new Clearing.Refusal(departure.ticket(), wait));
            }
        }
        batch.begun(going.size(), System.nanoTime() - begin);
        if (!postponed.isEmpty()) {
            // Off the record too: who waits is not in doubt.
            recorder.retract(waiting(postponed));
            clearing.putBack(postponed);
            recorder.rewrite(lane);
        }
    }

    /** Puts them on record; what is not in the answer had lost its lease. */
    private List<Departure> record(List<Departure> cleared) {
        List<Ticket> current = recorder.record(lane, tickets(cleared));
        if (current.size() == cleared.size()) {
            return cleared;
        }
        Set<Hold> holds =
                current.stream().map(ticket -> ticket.delivery().hold()).collect(Collectors.toSet());
        Map<Boolean, List<Departure>> byHold = cleared.stream()
                .collect(Collectors.partitioningBy(
                        departure -> holds.contains(departure.delivery().hold())));
        byHold.get(false).forEach(Departure::withdraw);
        return byHold.get(true);
    }

    private void launch(Departure departure) {
        Ticket ticket = departure.ticket();
        Delivery delivery = ticket.delivery();
        boolean begun = false;
        try {
            if (message == null || ticket.mail() != composed) {
                message = messages.compose(ticket.mail(), ticket.content());
                composed = ticket.mail();
            }
            slots.begin(departure.slot());
            attempts.begin(delivery, ticket.mail(), message, departure.clearance())
                    .whenComplete((nothing, failure) -> landed(departure, failure));
            begun = true;
        } catch (Messages.Unrenderable e) {
            attempts.fail(delivery, e.getMessage());
        } catch (RuntimeException | Error e) {
            Halt.ifBroken(e);
            LOG.errorf(e, "Mail %s could not be attempted", delivery.key().mail());
            attempts.putOff(delivery, ticket.mail(), "the gateway could not make the message");
        } finally {
            if (!begun) {
                departure.withdraw();
            }
        }
    }

    private void landed(Departure departure, Throwable failure) {
        slots.release(departure.slot());
        if (failure != null) {
            LOG.errorf(
                    failure,
                    "What came of an attempt of mail %s is lost",
                    departure.delivery().key().mail());
        }
    }

    /** Unknown if the lane was stopped first; what was on record and has not begun stays with its lease. */
    private Slots.Turn await(Slots.Slot slot) throws InterruptedException {
        Slots.Turn turn = Slots.Turn.UNKNOWN;
        while (turn == Slots.Turn.UNKNOWN && !stopping) {
            turn = slots.await(slot, PATIENCE);
        }
        return turn;
    }

    private static List<Ticket> tickets(List<Departure> departures) {
        return departures.stream().map(Departure::ticket).toList();
    }

    private static List<Ticket> waiting(List<Clearing.Refusal> postponed) {
        return postponed.stream().map(Clearing.Refusal::ticket).toList();
    }
}
